import { useEffect, useRef, useState } from "preact/hooks";
import type { Progress, TestOutView, UndoView } from "../../../server/contract/index.ts";
import { send } from "../../client/api.ts";
import { formatAccountTime } from "../../client/format.ts";
import { say, sayMarked } from "../../client/say.ts";
import { useAccount } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { viewOf } from "../../client/views.ts";
import { Plan } from "../step-check/Plan.tsx";
import { Undoing } from "../step-check/Undoing.tsx";
import { useTrying } from "../step-check/use-trying.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import "../step-check/help.css";
import "./know-this.css";

type Props = { slug: string; task: { id: string; title: string } };

/** "I know this": at the head of a chapter, quiet. The account has to show it; then the chapter is tested out, and can be taken back. */
export default function KnowThis({ slug, task }: Props) {
  const { presence, here } = useAccount();
  const { data } = useView<Progress>("/api/progress", ["progress"], { active: presence === "present" });
  const chapter = presence === "present" ? data?.chapters.find((it) => it.slug === slug) : undefined;
  const [asked, setAsked] = useState<TestOutView>();
  const [undoing, setUndoing] = useState<UndoView>();
  const [until, setUntil] = useState<number | null>(null);
  const { busy, problem, trying } = useTrying();
  const [alive, setAlive] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const line = useRef<HTMLDivElement>(null);
  /** The button that was pressed is gone: the focus goes to what stands at the head of the chapter now. */
  const toLine = () => requestAnimationFrame(() => (line.current?.querySelector("button") ?? line.current)?.focus());
  useEffect(() => setAlive(true), []);

  const path = `/api/chapters/${slug}/test-out`;
  const ask = () =>
    trying(async () => {
      setAsked(await send<TestOutView>("POST", path, { preview: true }));
      panel.current?.focus();
    });
  const apply = () =>
    trying(async () => {
      const done = await send<TestOutView>("POST", path, {});
      setAsked(done.passes && done.deeds.every(({ status }) => status === "done") ? undefined : done);
      setUntil(done.undoUntil);
      await viewOf<Progress>("/api/progress").refresh();
      toLine();
    });
  const undo = (anyway: boolean) =>
    trying(async () => {
      const said = anyway ? undefined : await send<UndoView>("POST", `${path}/undo`, { preview: true });
      if (said && said.since.length > 0) {
        setUndoing(said);
        return;
      }
      await send<UndoView>("POST", `${path}/undo`, {});
      setUndoing(undefined);
      setUntil(null);
      await viewOf<Progress>("/api/progress").refresh();
      toLine();
    });

  const testedOutAt = chapter?.testedOutAt ?? null;
  // After a reload it is asked once whether it can still be taken back.
  useEffect(() => {
    if (testedOutAt === null || until !== null || !here) return;
    send<UndoView>("POST", `${path}/undo`, { preview: true }).then(
      (said) => setUntil(said.until),
      () => undefined,
    );
  }, [testedOutAt, here]);
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(() => setUntil(null), until - Date.now());
    return () => clearTimeout(timer);
  }, [until]);

  return (
    <div class="know-this">
      <div class="know-this-line" ref={line} tabIndex={-1}>
        {testedOutAt === null ? (
          <>
            <button
              type="button"
              class="button button-quiet"
              disabled={!alive || !here}
              aria-disabled={busy}
              onClick={() => !busy && ask()}
            >
              {say("I know this already")}
            </button>
            <p>{say("Let your account show it, and go on with the next chapter.")}</p>
          </>
        ) : (
          <>
            <p class="know-this-mark">
              {say("Tested out at {time}, account time: you showed that you know this.", {
                time: formatAccountTime(testedOutAt),
              })}
            </p>
            {until !== null && (
              <button
                type="button"
                class="button"
                disabled={!here}
                aria-disabled={busy}
                onClick={() => !busy && undo(false)}
              >
                {say("Undo")}
              </button>
            )}
          </>
        )}
      </div>
      {undoing && (
        <Undoing
          view={undoing}
          busy={busy}
          onUndo={() => undo(true)}
          onKeep={() => {
            setUndoing(undefined);
            toLine();
          }}
        />
      )}
      {asked && (
        <section class="know-this-panel" ref={panel} tabIndex={-1} aria-label={say("I know this already")}>
          {asked.passes ? <Shown view={asked} busy={busy} onApply={apply} /> : <NotShown task={task} view={asked} />}
          <button
            type="button"
            class="button button-quiet"
            onClick={() => {
              setAsked(undefined);
              toLine();
            }}
          >
            {say("Not now")}
          </button>
        </section>
      )}
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

/** What would be done, and the button that does it. */
function Shown({ view, busy, onApply }: { view: TestOutView; busy: boolean; onApply: () => void }) {
  const nothing = view.deeds.length === 0;
  return (
    <>
      <p>
        {view.unavailable ??
          (nothing
            ? say("Your account shows it. There is nothing to change in it for what comes next.")
            : say("Your account shows it. So that the next chapter finds what it needs, this would be done:"))}
      </p>
      {!nothing && (
        <div class="plan">
          <Plan view={view} heading="h2" />
        </div>
      )}
      <button type="button" class="button button-primary" aria-disabled={busy} onClick={() => !busy && onApply()}>
        {nothing || view.unavailable ? say("Mark it as tested out") : say("Do it, and mark it as tested out")}
      </button>
    </>
  );
}

/** What is to be done so that the account shows it. */
function NotShown({ task, view }: { task: Props["task"]; view: TestOutView }) {
  const miss = view.result.checks.find(({ status }) => status !== "pass" && status !== "skipped");
  return (
    <>
      <p>
        {sayMarked(
          "Nothing in your account shows it yet. Do the chapter’s last task, without its instructions: <task>{title}</task>. When its check passes, come back and press again.",
          { task: (words) => <a href={`#${task.id}`}>{words.replace("{title}", task.title)}</a> },
        )}
      </p>
      {miss && <p class="know-this-why">{say("The check says: {sentence}", { sentence: miss.why })}</p>}
    </>
  );
}
