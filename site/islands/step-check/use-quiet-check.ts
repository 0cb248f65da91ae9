import { useEffect, useRef } from "preact/hooks";
import { onNotice, type Topic } from "../../client/live.ts";

const TOPICS: readonly Topic[] = ["service", "tasks", "scaling", "alarms", "metrics", "load", "account"];

/** Wall milliseconds: several changes of one moment make one check, and a busy account is asked at most this often. */
const SETTLE_MS = 250;
const APART_MS = 1_500;

/** Runs `check` when something changed in the account, while `wanted` and the page is visible, wherever it is scrolled to. One at a time. */
export function useQuietCheck(wanted: boolean, check: () => Promise<void>): void {
  const latest = useRef(check);
  latest.current = check;

  useEffect(() => {
    if (!wanted) return;
    let due = true; // what happened before this page was opened counts too
    let running = false;
    let last = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const plan = () => {
      if (!due || running || timer || document.visibilityState !== "visible") return;
      timer = setTimeout(run, Math.max(SETTLE_MS, last + APART_MS - performance.now()));
    };
    const run = async () => {
      timer = undefined;
      due = false;
      running = true;
      await latest.current();
      running = false;
      last = performance.now();
      plan();
    };
    document.addEventListener("visibilitychange", plan);
    const stop = onNotice(TOPICS, () => {
      due = true;
      plan();
    });
    plan();
    return () => {
      stop();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", plan);
    };
  }, [wanted]);
}
