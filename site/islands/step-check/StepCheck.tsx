import { useEffect, useRef, useState } from "preact/hooks";
import type { CheckResult, Problem, Progress } from "../../../server/contract/index.ts";
import { ApiProblem, problemOf, send } from "../../client/api.ts";
import { formatAccountTime } from "../../client/format.ts";
import { useAccount } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { viewOf } from "../../client/views.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import { Findings } from "./Findings.tsx";
import { useQuietCheck } from "./use-quiet-check.ts";
import "./step-check.css";

type Props = { id: string; title: string; kind: "check" | "read" };

/** Asks the account whether a step is done, when pressed and, quietly, whenever something changed in the account. */
export default function StepCheck({ id, title, kind }: Props) {
  const { presence, here } = useAccount();
  const { data } = useView<Progress>("/api/progress", ["progress"], { active: presence === "present" });
  const known =
    presence === "present"
      ? data?.chapters.flatMap((chapter) => chapter.steps).find((step) => step.id === id)
      : undefined;
  const [result, setResult] = useState<CheckResult | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);
  const [quiet, setQuiet] = useState(true);
  const [said, say] = useState("");
  const bar = useRef<HTMLDivElement>(null);
  /** Until the script is here a press would go nowhere: the button waits with it. */
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);

  const check = async (auto: boolean) => {
    if (!auto) {
      setBusy(true);
      setQuiet(false);
    }
    try {
      const next = await send<CheckResult>("POST", `/api/steps/${id}/check`, auto ? { auto } : {});
      setProblem(undefined);
      // A quiet check that finds the step not done changes nothing on screen, unless a result is already there to be kept true.
      setResult((shown) => (auto && !shown && next.status !== "pass" ? shown : next));
      if (!auto || next.status === "pass") say(spoken(title, kind, next));
      if (next.status === "pass") void viewOf<Progress>("/api/progress").refresh();
    } catch (error) {
      if (!auto || !(error instanceof ApiProblem)) setProblem(problemOf(error));
    } finally {
      if (!auto) setBusy(false);
    }
  };

  const status = known?.status ?? "todo";
  const done = status !== "todo" || result?.status === "pass";
  useQuietCheck(kind === "check" && presence === "present" && here && !done, () => check(true));
  // Results of another account or of a state that was reset say nothing about this one.
  useEffect(() => setResult(undefined), [presence]);
  const before = useRef(status);
  useEffect(() => {
    if (before.current !== "todo" && status === "todo") setResult(undefined);
    before.current = status;
  }, [status]);

  const drifted = status === "drifted" && result?.status !== "pass";
  return (
    <div class={`check ${done ? "check-done" : ""}`} ref={bar}>
      <div class="check-bar">
        <button
          type="button"
          class={`button needs-script ${done ? "" : "button-primary"}`}
          disabled={!alive || busy || (kind === "read" && done)}
          onClick={() => check(false)}
        >
          {done && <Tick />}
          {label(kind, done, busy)}
        </button>
        <p class="check-line needs-script">
          {done ? (
            <>
              Done{known?.at ? ` at ${formatAccountTime(known.at)}, account time` : ""}
              {drifted ? "; your account has changed since." : "."}
            </>
          ) : kind === "read" ? (
            "Nothing to do in the account."
          ) : (
            "Only looks; changes nothing in your account."
          )}
        </p>
      </div>
      <p class="visually-hidden" aria-live="polite">
        {said}
      </p>
      {problem && <ProblemNote problem={problem} />}
      {result && kind === "check" && <Findings result={result} quiet={quiet} onRetry={() => check(false)} />}
    </div>
  );
}

function label(kind: Props["kind"], done: boolean, busy: boolean): string {
  if (kind === "read") return done ? "Read" : "Mark as read";
  if (busy) return "Checking…";
  return done ? "Check again" : "Check";
}

function spoken(title: string, kind: Props["kind"], result: CheckResult): string {
  if (result.status === "pass")
    return kind === "read" ? `${title}: marked as read.` : `${title}: done. ${result.checks.length} points verified.`;
  const first = result.checks.find((it) => it.status === result.status);
  const words = { fail: "not yet", pending: "on its way", error: "the check could not look", skipped: "skipped" }[
    result.status
  ];
  return `${title}: ${words}. ${first?.title ?? ""}`;
}

const Tick = () => (
  <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
    <path d="M2.5 8.5l3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2.2" />
  </svg>
);
