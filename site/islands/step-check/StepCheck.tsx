import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CheckResult, Problem, Progress } from "../../../server/contract/index.ts";
import { ApiProblem, problemOf, send } from "../../client/api.ts";
import { formatAccountTime } from "../../client/format.ts";
import { pageAddress } from "../../client/page-address.ts";
import { say } from "../../client/say.ts";
import { useAccount } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { viewOf } from "../../client/views.ts";
import { type StepStatus, statuses } from "../progress/progress.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import { Findings, HEAD } from "./Findings.tsx";
import { Help } from "./Help.tsx";
import { Mark } from "./Mark.tsx";
import { useLinkedMessage } from "./use-linked-message.ts";
import { useQuietCheck } from "./use-quiet-check.ts";
import "./step-check.css";

type Props = {
  id: string;
  title: string;
  kind: "check" | "read";
  /** The step's hints, where it has some. */
  children?: ComponentChildren;
};

/** Asks the account whether a step is done, when pressed and, quietly, whenever something changed in the account. */
export default function StepCheck({ id, title, kind, children }: Props) {
  const { presence, account, here } = useAccount();
  const { data } = useView<Progress>("/api/progress", ["progress"], { active: presence === "present" });
  const known =
    presence === "present"
      ? data?.chapters.flatMap((chapter) => chapter.steps).find((step) => step.id === id)
      : undefined;
  const [result, setResult] = useState<CheckResult | undefined>();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);
  const [quiet, setQuiet] = useState(true);
  const [said, announce] = useState("");
  const bar = useRef<HTMLDivElement>(null);
  /** Until the script is here a press would go nowhere: the button waits with it. */
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);

  /** The earlier step that a pressed check missed; how it stood then, so that it is known when something was done about it. */
  const [needs, setNeeds] = useState<{ id: string; status: StepStatus } | undefined>();
  const statusOf = (step: string) => statuses(data).get(step) ?? "todo";
  const missing = needs && result?.status === "fail" && statusOf(needs.id) === needs.status ? needs.id : undefined;

  const status = known?.status ?? "todo";
  const passes = result?.status === "pass";
  // What was done for its reader, or skipped, can still be done: its check is offered like that of a step to do.
  const helped = status === "solved" || status === "skipped";
  const done = status === "passed" || status === "drifted" || (passes && !helped);

  const check = async (auto: boolean, shows = !auto) => {
    if (!auto) {
      setBusy(true);
      setQuiet(false);
    }
    try {
      const next = await send<CheckResult>("POST", `/api/steps/${id}/check`, auto ? { auto } : {});
      setProblem(undefined);
      // A quiet check that tells nothing new changes nothing on screen, unless a result is already there to be kept true.
      const news = next.status === "pass" && !done;
      setResult((shown) => (shows || shown || news ? next : shown));
      if (!auto) setNeeds(next.needs ? { id: next.needs, status: statusOf(next.needs) } : undefined);
      if (!auto || news) announce(spoken(title, kind, next));
      const drifts = next.status === "fail" && status === "passed";
      const returns = next.status === "pass" && status === "drifted";
      if (!auto || news || drifts || returns) void viewOf<Progress>("/api/progress").refresh();
    } catch (error) {
      if (!auto || !(error instanceof ApiProblem)) setProblem(problemOf(error));
    } finally {
      if (!auto) setBusy(false);
    }
  };

  useQuietCheck(kind === "check" && presence === "present" && here && data !== undefined && !helped, done, () =>
    check(true),
  );
  // Results of another account or of a state that was reset say nothing about this one.
  useEffect(() => setResult(undefined), [presence]);
  const before = useRef(status);
  useEffect(() => {
    if (before.current !== "todo" && status === "todo") setResult(undefined);
    before.current = status;
  }, [status]);

  useLinkedMessage(id, kind === "check" && presence === "present" && here, result, () => void check(true, true));

  const isRead = kind === "read" && done;
  const drifted = status === "drifted" && result?.status !== "pass";
  return (
    <div class={`check ${done ? "check-done" : ""}`} ref={bar}>
      <div class="check-bar">
        <button
          type="button"
          class={`button needs-script ${done ? "" : "button-primary"}`}
          disabled={!alive}
          aria-disabled={busy || isRead}
          onClick={() => !busy && !isRead && check(false)}
        >
          {done && <Mark status="passed" />}
          {label(kind, done, busy)}
        </button>
        <p class="check-line needs-script">
          {helped && <Mark status={status} />}
          {line(kind, status, done, drifted, known?.at ?? null)}
        </p>
      </div>
      <p class="visually-hidden" aria-live="polite">
        {said}
      </p>
      {problem && <ProblemNote problem={problem} />}
      {result && kind === "check" && <Findings step={id} result={result} quiet={quiet} onRetry={() => check(false)} />}
      {kind === "check" && (
        <Help
          id={id}
          status={status}
          result={result}
          here={here}
          accountId={account?.accountId}
          help={known?.help}
          needs={earlier(data, missing)}
          foot={bar}
          announce={announce}
          onChange={(view) => {
            setQuiet(true);
            setNeeds(undefined);
            if (view?.result) setResult(view.result);
            else void check(true);
          }}
        >
          {children}
        </Help>
      )}
    </div>
  );
}

function label(kind: Props["kind"], done: boolean, busy: boolean): string {
  if (kind === "read") return done ? say("Read") : say("Mark as read");
  if (busy) return say("Checking…");
  return done ? say("Check again") : say("Check");
}

/** Beside the button: how it stands with this step. */
function line(kind: Props["kind"], status: StepStatus, done: boolean, drifted: boolean, at: number | null): string {
  if (status === "solved")
    return say("Done for you at {time}, account time. Press Check to count it as your own.", {
      time: formatAccountTime(at!),
    });
  if (status === "skipped")
    return say("Skipped at {time}, account time. It can still be done.", { time: formatAccountTime(at!) });
  if (!done)
    return kind === "read" ? say("Nothing to do in the account.") : say("Only looks; changes nothing in your account.");
  if (at === null) return say("Done.");
  return drifted
    ? say("Done at {time}, account time; your account has changed since.", { time: formatAccountTime(at) })
    : say("Done at {time}, account time.", { time: formatAccountTime(at) });
}

/** The earlier step that is needed, as a link. */
function earlier(progress: Progress | undefined, id: string | undefined) {
  if (!id) return undefined;
  const chapter = progress?.chapters.find(({ steps }) => steps.some((step) => step.id === id));
  const step = chapter?.steps.find((it) => it.id === id);
  if (!chapter || !step) return undefined;
  return {
    id,
    title: step.title,
    address: pageAddress(`/${chapter.lab ? "labs" : "chapters"}/${chapter.slug}/#${id}`),
  };
}

function spoken(title: string, kind: Props["kind"], result: CheckResult): string {
  if (kind === "read") return say("{title}: marked as read.", { title });
  if (result.status === "pass")
    return say("{title}: done. {count, plural, one {# point} other {# points}} verified.", {
      title,
      count: result.checks.length,
    });
  const first = result.checks.find((it) => it.status === result.status);
  return `${title}: ${say(HEAD[result.status])}. ${first?.title ?? ""}`;
}
