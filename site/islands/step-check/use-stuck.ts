import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Checks that failed on the same expectation after which help is offered. */
const FAILED = 3;
/** Wall milliseconds on a step after which help is offered, at least. */
const AT_LEAST_MS = 4 * 60_000;

/**
 * Whether somebody seems to be stuck: three checks in a row failed on the same expectation, or they have been on the step for twice as
 * long as it usually takes, and for four minutes at least, without progress. On the step means that it covers the middle of the window
 * of a page that is seen. `progress` is anything that changes with it; `usualMs` is what a step of this chapter usually takes.
 */
export function useStuck(
  step: RefObject<HTMLElement>,
  { wanted, failed, usualMs, progress }: { wanted: boolean; failed: number; usualMs: number; progress: string },
): boolean {
  const [late, setLate] = useState(false);

  useEffect(() => {
    setLate(false);
    const section = step.current?.closest("[data-step]");
    if (!wanted || !section) return;
    const limit = Math.max(2 * usualMs, AT_LEAST_MS);
    let spent = 0;
    let since: number | undefined;
    let isHere = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      const counts = isHere && document.visibilityState === "visible";
      if (counts && since === undefined) {
        since = performance.now();
        timer = setTimeout(() => setLate(true), limit - spent);
      } else if (!counts && since !== undefined) {
        spent += performance.now() - since;
        since = undefined;
        clearTimeout(timer);
      }
    };
    const observer = new IntersectionObserver(
      ([entry]) => {
        isHere = entry!.isIntersecting;
        look();
      },
      { rootMargin: "-45% 0px" },
    );
    observer.observe(section);
    document.addEventListener("visibilitychange", look);
    return () => {
      observer.disconnect();
      document.removeEventListener("visibilitychange", look);
      clearTimeout(timer);
    };
  }, [wanted, usualMs, progress]);

  return wanted && (late || failed >= FAILED);
}
