import { useRef, useState } from "preact/hooks";
import { say } from "../../client/say.ts";
import { useSessionState } from "../../client/session-state.ts";
import { ARRANGEMENT_KEY, INITIAL_ARRANGEMENT, type PanelName } from "../../client/show-panel.ts";
import { useAccount } from "../../client/use-account.ts";
import { Divider } from "./Divider.tsx";
import { HoldButton } from "./Hold.tsx";
import { Invitation } from "./Invitation.tsx";
import { PanelFrame } from "./PanelFrame.tsx";
import { PANELS, panelNames } from "./panels.ts";
import { ResetPanel } from "./ResetPanel.tsx";
import "./workspace.css";

/** The panels beside the text: tabs, two panes when split, and the edge that makes the text wider or narrower. */
export default function Workspace() {
  const { presence } = useAccount();
  const [panes, arrange] = useSessionState(ARRANGEMENT_KEY, INITIAL_ARRANGEMENT);
  const [share, setShare] = useSessionState("workspace.upper", 55);
  const [reading, setReading] = useSessionState("workspace.reading", 44);
  const split = panes.lower !== null;

  const resizeReading = (percent: number) => {
    document.documentElement.style.setProperty("--reading", `${percent}%`);
    setReading(percent);
  };
  const choose = (pane: "upper" | "lower", panel: PanelName) => {
    const other = pane === "upper" ? "lower" : "upper";
    // A panel is in one place: choosing the other pane's panel exchanges the two.
    arrange(panes[other] === panel ? { upper: panes.lower!, lower: panes.upper } : { ...panes, [pane]: panel });
  };
  const toggleSplit = () =>
    arrange(
      split
        ? { ...panes, lower: null }
        : { ...panes, lower: panelNames.find((name) => name !== panes.upper && name !== "timeline") ?? null },
    );

  return (
    <div class="workspace-frame">
      <Divider label={say("Width of the text")} axis="x" value={reading} min={28} max={64} onChange={resizeReading} />
      {presence === "absent" ? (
        <Invitation />
      ) : (
        <div
          class="panes"
          style={
            split ? { gridTemplateRows: `minmax(8rem, ${share}fr) auto minmax(8rem, ${100 - share}fr)` } : undefined
          }
        >
          <Pane
            id="upper"
            shown={panes.upper}
            onChoose={(panel) => choose("upper", panel)}
            live={presence === "present"}
          >
            <HoldButton small />
            <button
              type="button"
              class="pane-split"
              aria-pressed={split}
              onClick={toggleSplit}
              title={split ? say("One panel") : say("Two panels")}
            >
              <span class="visually-hidden">{say("Two panels")}</span>
              <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
                <rect
                  x="3.5"
                  y="4.5"
                  width="17"
                  height="15"
                  rx="2"
                  fill="none"
                  stroke="currentColor"
                  stroke-width="1.7"
                />
                <path d="M3.5 12h17" stroke="currentColor" stroke-width="1.7" />
              </svg>
            </button>
          </Pane>
          {split && (
            <>
              <Divider
                label={say("Height of the upper panel")}
                axis="y"
                value={share}
                min={20}
                max={80}
                onChange={setShare}
              />
              <Pane
                id="lower"
                shown={panes.lower!}
                onChoose={(panel) => choose("lower", panel)}
                live={presence === "present"}
              />
            </>
          )}
        </div>
      )}
    </div>
  );
}

type PaneProps = {
  id: string;
  shown: PanelName;
  onChoose: (panel: PanelName) => void;
  live: boolean;
  children?: preact.ComponentChildren;
};

/** Tabs and the panel they choose. Panels that were shown once stay, hidden, and so keep their state. */
function Pane({ id, shown, onChoose, live, children }: PaneProps) {
  const opened = useRef(new Set<PanelName>());
  const tabs = useRef<HTMLDivElement>(null);
  const [, draw] = useState(0);
  opened.current.add(shown);

  const byKey = (event: KeyboardEvent) => {
    const step = {
      ArrowRight: 1,
      ArrowLeft: -1,
      Home: -panelNames.indexOf(shown),
      End: panelNames.length - 1 - panelNames.indexOf(shown),
    }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = panelNames[(panelNames.indexOf(shown) + step + panelNames.length) % panelNames.length]!;
    onChoose(next);
    draw((n) => n + 1);
    tabs.current?.querySelector<HTMLElement>(`#${id}-tab-${next}`)?.focus();
  };

  return (
    <section class="pane">
      <div class="pane-bar">
        <div class="tabs" role="tablist" aria-label={say("Panels")} ref={tabs} onKeyDown={byKey}>
          {panelNames.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`${id}-tab-${name}`}
              aria-controls={`${id}-panel-${name}`}
              aria-selected={name === shown}
              tabIndex={name === shown ? 0 : -1}
              title={say(PANELS[name].about)}
              onClick={() => onChoose(name)}
            >
              {say(PANELS[name].title)}
            </button>
          ))}
        </div>
        <div class="pane-tools">
          {live && <ResetPanel key={shown} name={shown} small />}
          {children}
        </div>
      </div>
      {panelNames.map((name) => (
        <div
          key={name}
          class="pane-panel"
          role="tabpanel"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that only shows something scrolls, and must be reachable by keyboard
          tabIndex={0}
          id={`${id}-panel-${name}`}
          aria-labelledby={`${id}-tab-${name}`}
          hidden={name !== shown}
        >
          {live && opened.current.has(name) && <PanelFrame name={name} visible={name === shown} />}
        </div>
      ))}
    </section>
  );
}
