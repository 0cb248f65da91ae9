import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../client/say.ts";
import { sessionOf } from "./sessions.ts";

type Props = {
  id: string;
  /** Hidden ones keep running. */
  visible: boolean;
  screenReader: boolean;
  /** Another number brings the screen here from wherever it hangs. */
  summoned: number;
  /** The id of the text that tells the keys. */
  keysId: string;
  onFind: () => void;
  onSay: (text: string) => void;
};

/**
 * A place for one terminal. On a narrow page several panels may show the same one: it hangs in the one that was opened last, and
 * the others offer to bring it back.
 */
export function TerminalScreen({ id, visible, screenReader, summoned, keysId, onFind, onSay }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [here, setHere] = useState(true);
  const session = sessionOf(id);

  const take = () => {
    session.screen.attach(place.current!);
    setHere(true);
  };
  useEffect(() => {
    if (!visible) return;
    const element = place.current!;
    document.fonts
      .load('13px "JetBrains Mono"')
      .catch(() => undefined)
      .then(() => {
        take();
        session.screen.describe(say("Terminal {id}", { id }), keysId);
      });
    const resized = new ResizeObserver(() => session.screen.fit());
    const moved = new MutationObserver(() => setHere(element.contains(session.screen.host)));
    resized.observe(element);
    moved.observe(element, { childList: true });
    return () => {
      resized.disconnect();
      moved.disconnect();
    };
  }, [id, visible, summoned]);
  useEffect(() => {
    session.onFind = onFind;
    session.onSay = onSay;
  });
  useEffect(() => {
    session.screen.readAloud(screenReader);
  }, [id, screenReader]);

  return (
    <div class="terminal-place" ref={place}>
      {!here && (
        <p class="terminal-elsewhere">
          {say("This terminal is open further up or down on this page.")}{" "}
          <button type="button" class="link" onClick={take}>
            {say("Bring it here")}
          </button>
        </p>
      )}
    </div>
  );
}
