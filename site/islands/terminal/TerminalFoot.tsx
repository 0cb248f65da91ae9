type Props = {
  keysId: string;
  screenReader: boolean;
  onScreenReader: (on: boolean) => void;
  onOwn: () => void;
};

const KEYS: [string, string][] = [
  ["Tab", "completes; once more lists what fits"],
  ["↑ ↓", "earlier lines; Ctrl-R finds one"],
  ["Ctrl-C", "ends what runs, or copies what is selected"],
  ["Ctrl-V", "pastes; several lines run one after the other"],
  ["Ctrl-A Ctrl-E", "begin and end of the line; Alt-B and Alt-F go by words"],
  ["Ctrl-U Ctrl-K", "cut to the begin or the end; Ctrl-Y puts it back"],
  ["Alt-Backspace", "cuts a word; Ctrl-W does so too, where the browser leaves it to the page"],
  ["Ctrl-L", "an empty screen"],
  ["Shift-Page Up", "scrolls"],
  ["Ctrl-Shift-F", "finds in the output"],
  ["Esc, then Tab", "leaves the terminal"],
];

/** How to leave the terminal, its other keys, and two ways to have it otherwise. */
export function TerminalFoot({ keysId, screenReader, onScreenReader, onOwn }: Props) {
  return (
    <div class="terminal-foot">
      <details>
        <summary>
          <span id={keysId}>
            <kbd>Esc</kbd> and then <kbd>Tab</kbd> leave the terminal.
          </span>{" "}
          <span class="terminal-more">All keys</span>
        </summary>
        <dl>
          {KEYS.map(([key, does]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{does}</dd>
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
        Screen reader mode
      </label>
      <button type="button" class="link terminal-turn" onClick={onOwn}>
        Use your own terminal
      </button>
    </div>
  );
}
