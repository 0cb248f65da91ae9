import { useEffect, useRef } from "preact/hooks";
import { onNotice, type Topic } from "../../client/live.ts";

/** What somebody does, or what Auto Scaling decides: a check is due at once. */
const DEEDS: readonly Topic[] = ["service", "scaling", "alarms", "account"];
/** What goes on by itself all the time while an account is busy. */
const COURSE: readonly Topic[] = ["tasks", "metrics", "load"];

/** Wall milliseconds: several changes of one moment make one check, and a busy account is asked at most this often. */
const SETTLE_MS = 200;
const APART_MS = { deeds: 400, course: 1_500 };

/**
 * Runs `check` when something changed in the account, while `wanted` and the page is visible, wherever it is scrolled to. One at a time.
 * `done`: the step only has to be kept true, and nothing but deeds can change that.
 */
export function useQuietCheck(wanted: boolean, done: boolean, check: () => Promise<void>): void {
  const latest = useRef(check);
  latest.current = check;

  useEffect(() => {
    if (!wanted) return;
    let dueAt = 0; // what happened before this page was opened counts too
    let running = false;
    let last = Number.NEGATIVE_INFINITY;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const plan = () => {
      clearTimeout(timer);
      if (dueAt === Number.POSITIVE_INFINITY || running || document.visibilityState !== "visible") return;
      timer = setTimeout(run, Math.max(SETTLE_MS, dueAt - performance.now()));
    };
    const run = async () => {
      dueAt = Number.POSITIVE_INFINITY;
      running = true;
      await latest.current();
      running = false;
      last = performance.now();
      plan();
    };
    const wish = (apartMs: number) => () => {
      dueAt = Math.min(dueAt, last + apartMs);
      plan();
    };
    document.addEventListener("visibilitychange", plan);
    const stops = [onNotice(DEEDS, wish(APART_MS.deeds)), ...(done ? [] : [onNotice(COURSE, wish(APART_MS.course))])];
    plan();
    return () => {
      for (const stop of stops) stop();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", plan);
    };
  }, [wanted, done]);
}
