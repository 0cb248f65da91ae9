import { useRef } from "preact/hooks";
import { say } from "../../client/say.ts";
import { Icon } from "./Icon.tsx";
import { sessionOf, TERMINALS } from "./sessions.ts";

type Props = {
  open: string[];
  active: string;
  split: boolean;
  finding: boolean;
  /** The id of the element that shows a terminal. */
  placeId: (id: string) => string;
  onChoose: (id: string) => void;
  onAdd: () => void;
  onClose: () => void;
  onSplit: () => void;
  onFind: () => void;
};

/** Which terminal is shown, and what can be done with it. */
export function TerminalTabs(props: Props) {
  const { open, active, split, finding, placeId, onChoose } = props;
  const tabs = useRef<HTMLDivElement>(null);
  const focus = (id: string) => tabs.current?.querySelector<HTMLElement>(`[data-tab="${id}"]`)?.focus();

  const byKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = open[(open.indexOf(active) + step + open.length) % open.length]!;
    onChoose(next);
    focus(next);
  };
  const close = () => {
    props.onClose();
    requestAnimationFrame(() => tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };

  return (
    <div class="terminal-bar">
      <div class="terminal-tabs" role="tablist" aria-label={say("Terminals")} ref={tabs} onKeyDown={byKey}>
        {open.map((id) => {
          const running = sessionOf(id).phase === "running";
          return (
            <button
              key={id}
              type="button"
              role="tab"
              data-tab={id}
              data-busy={running || undefined}
              aria-label={running ? say("Terminal {id}, running", { id }) : say("Terminal {id}", { id })}
              aria-selected={id === active}
              aria-controls={placeId(id)}
              tabIndex={id === active ? 0 : -1}
              onClick={() => onChoose(id)}
            >
              {id}
            </button>
          );
        })}
      </div>
      {open.length < TERMINALS.length && <Icon name="add" label={say("New terminal")} onClick={props.onAdd} />}
      <span class="terminal-space" />
      {open.length > 1 && (
        <>
          <Icon name="split" label={say("All terminals at once")} pressed={split} onClick={props.onSplit} />
          <Icon name="close" label={say("Close terminal {id}", { id: active })} onClick={close} />
        </>
      )}
      <Icon name="find" label={say("Find in the output")} pressed={finding} onClick={props.onFind} />
    </div>
  );
}
