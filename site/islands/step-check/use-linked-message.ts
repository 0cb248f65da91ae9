import { useEffect, useRef } from "preact/hooks";
import type { CheckResult } from "../../../server/contract/index.ts";

/** The address of a check's message within its page: `number-of-tasks.maximum-number-of-tasks`. */
export const messageId = (step: string, expectation: string): string => `${step}.${expectation}`;

/**
 * Where the page was opened by a link to one of a step's messages: has the check `look` once, quietly, and leads to the message. A check
 * that does not say it any more leads to the step's foot.
 */
export function useLinkedMessage(
  step: string,
  ready: boolean,
  result: CheckResult | undefined,
  look: () => void,
): void {
  const linked = useRef(false);
  useEffect(() => {
    if (!ready || !location.hash.startsWith(`#${messageId(step, "")}`)) return;
    linked.current = true;
    look();
  }, [ready]);
  useEffect(() => {
    if (!linked.current || !result) return;
    linked.current = false;
    const message = document.getElementById(location.hash.slice(1));
    message?.closest("details")?.setAttribute("open", "");
    const place = message ?? document.querySelector(`[data-step="${step}"] .step-foot`);
    place?.scrollIntoView({ block: "center" });
  }, [result]);
}
