import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../../client/say.ts";
import { LEVELS, useMayOpen } from "./use-ladder.ts";

type Props = {
  /** The hints as the page wrote them, each with its level. */
  children: ComponentChildren;
  /** The highest level that was opened. */
  level: number;
  /** How many checks failed: after another one the next hint need not wait. */
  failed: number;
  /** The hint of the first finding that is not met: a rung of its own goes before the step's. */
  hintId: string | null;
  onOpen: (level: number) => void;
};

/**
 * Hints, one at a time. How many there are is not told: counting them down invites to press to the last. Without a script they are
 * there as the page wrote them.
 */
export function Ladder({ children, level, failed, hintId, onOpen }: Props) {
  const ladder = useRef<HTMLDivElement>(null);
  const pressed = useRef(false);
  const mayOpen = useMayOpen(level, failed);

  useEffect(() => {
    const rungs = [...ladder.current!.querySelectorAll<HTMLDetailsElement>("[data-level]")];
    const chosen = (at: number) => {
      const there = rungs.filter((rung) => rung.dataset.level === String(at));
      return there.find((rung) => hintId && rung.dataset.hint === hintId) ?? there.find((rung) => !rung.dataset.hint);
    };
    const open = new Set(Array.from({ length: level }, (_, i) => chosen(i + 1)));
    for (const rung of rungs) rung.toggleAttribute("data-shown", open.has(rung));
    if (!pressed.current) return;
    pressed.current = false;
    const newest = chosen(level);
    if (!newest) return;
    newest.open = true;
    newest.querySelector("summary")?.focus();
  }, [level, hintId]);

  return (
    <>
      <div class="ladder" ref={ladder}>
        {children}
      </div>
      {level < LEVELS && (
        <p class="ladder-next needs-script">
          <button
            type="button"
            class="button"
            aria-disabled={!mayOpen}
            onClick={() => {
              if (!mayOpen) return;
              pressed.current = true;
              onOpen(level + 1);
            }}
          >
            {level === 0 ? say("Give me a hint") : say("Tell me more")}
          </button>
          <span class="soft">{!mayOpen && say("In a moment. Try with this one first, or check again.")}</span>
        </p>
      )}
    </>
  );
}
