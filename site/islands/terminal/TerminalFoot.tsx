import { pattern, say, sayMarked } from "../../client/say.ts";

type Props = {
  keysId: string;
  screenReader: boolean;
  onScreenReader: (on: boolean) => void;
  onOwn: () => void;
};

const KEYS: [string, string][] = [
  ["Tab", pattern("completes; once more lists what fits")],
  ["↑ ↓", pattern("earlier lines; Ctrl-R finds one")],
  ["Ctrl-C", pattern("ends what runs, or copies what is selected")],
  ["Ctrl-V", pattern("pastes; several lines run one after the other")],
  ["Ctrl-A Ctrl-E", pattern("begin and end of the line; Alt-B and Alt-F go by words")],
  ["Ctrl-U Ctrl-K", pattern("cut to the begin or the end; Ctrl-Y puts it back")],
  ["Alt-Backspace", pattern("cuts a word; Ctrl-W does so too, where the browser leaves it to the page")],
  ["Ctrl-L", pattern("an empty screen")],
  ["Shift-Page Up", pattern("scrolls")],
  ["Ctrl-Shift-F", pattern("finds in the output")],
  ["Esc, Tab", pattern("leaves the terminal")],
];

const key = (name: string) => <kbd key={name}>{name}</kbd>;

/** How to leave the terminal, its other keys, and two ways to have it otherwise. */
export function TerminalFoot({ keysId, screenReader, onScreenReader, onOwn }: Props) {
  return (
    <div class="terminal-foot">
      <details>
        <summary>
          <span id={keysId}>
            {sayMarked("<esc>Esc</esc> and then <tab>Tab</tab> leave the terminal.", { esc: key, tab: key })}
          </span>{" "}
          <span class="terminal-more">{say("All keys")}</span>
        </summary>
        <dl>
          {KEYS.map(([key, does]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{say(does)}</dd>
            </div>
          ))}
        </dl>
      </details>
      <label>
        <input
          type="checkbox"
          checked={screenReader}
          onChange={(event) => onScreenReader(event.currentTarget.checked)}
        />
        {say("Screen reader mode")}
      </label>
      <button type="button" class="link terminal-turn" onClick={onOwn}>
        {say("Use your own terminal")}
      </button>
    </div>
  );
}
