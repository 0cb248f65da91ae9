import { Component, type ComponentChildren, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../../client/say.ts";
import { useSessionState } from "../../client/session-state.ts";
import type { PanelName } from "../../client/show-panel.ts";
import { PanelCanBeHeld, PanelVisible } from "../../client/use-view.ts";
import { HeldNote } from "./Hold.tsx";
import { startsKey } from "./panel-state.ts";
import { loadPanel, PANELS } from "./panels.ts";

/** One panel: its code is fetched when it is first visible, and from then on it stays, shown or not. */
export function PanelFrame({ name, visible }: { name: PanelName; visible: boolean }) {
  const [Panel, show] = useState<ComponentType | undefined>();
  const [failed, fail] = useState(false);
  const [attempt, tryAgain] = useState(0);
  const [starts] = useSessionState(startsKey(name), 0);

  useEffect(() => {
    if (!visible || Panel) return;
    fail(false);
    loadPanel(name).then(
      (panel) => show(() => panel),
      () => fail(true),
    );
  }, [visible, name, attempt]);

  if (failed && !Panel)
    return (
      <div class="panel-note" role="status">
        <p>{say("The {panel} panel could not be fetched.", { panel: say(PANELS[name].title) })}</p>
        <button type="button" class="button" onClick={() => tryAgain(attempt + 1)}>
          {say("Try again")}
        </button>
      </div>
    );
  if (!Panel) return <div class="panel-note" aria-busy="true" />;
  return (
    <PanelVisible.Provider value={visible}>
      <PanelCanBeHeld.Provider value={true}>
        <Guard name={name}>
          <div class="panel">
            {name !== "terminal" && <HeldNote />}
            {/* The terminals are the account's, and outlive their panel. */}
            <Panel key={name === "terminal" ? 0 : starts} />
          </div>
        </Guard>
      </PanelCanBeHeld.Provider>
    </PanelVisible.Provider>
  );
}

/** A mistake in one panel must not take the page with it. */
class Guard extends Component<{ name: PanelName; children: ComponentChildren }, { broken: boolean }> {
  override state = { broken: false };

  override componentDidCatch(error: unknown) {
    console.error(error);
    this.setState({ broken: true });
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <div class="panel-note" role="alert">
        <p>
          {say("The {panel} panel made a mistake and was closed. Your account is untouched.", {
            panel: say(PANELS[this.props.name].title),
          })}
        </p>
        <button type="button" class="button" onClick={() => this.setState({ broken: false })}>
          {say("Open it again")}
        </button>
      </div>
    );
  }
}
