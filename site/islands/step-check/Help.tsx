import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CheckResult, SolutionView } from "../../../server/contract/index.ts";
import { send } from "../../client/api.ts";
import { language, pattern, say } from "../../client/say.ts";
import { useSessionState } from "../../client/session-state.ts";
import type { StepStatus } from "../progress/progress.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import { Ladder } from "./Ladder.tsx";
import { Plan } from "./Plan.tsx";
import { Undoing } from "./Undoing.tsx";
import { type Asked, type Deed, useHelp } from "./use-help.ts";
import { useStuck } from "./use-stuck.ts";
import "./help.css";

type Props = {
  id: string;
  /** The step's hints, as the page wrote them. */
  children: ComponentChildren;
  status: StepStatus;
  result: CheckResult | undefined;
  /** The account is there, and it is the one in which this step is done. */
  here: boolean;
  accountId: string | undefined;
  help: { level: number; failed: number } | undefined;
  /** An earlier step whose result this one needs and the account lacks. */
  needs: { id: string; title: string; address: string } | undefined;
  foot: RefObject<HTMLElement>;
  /** Said politely to those who do not see it. */
  announce: (sentence: string) => void;
  /** Something was done or taken back: the account is another one now. */
  onChange: (view: SolutionView | undefined) => void;
};

/** Help with a step: hints, doing it for its reader, skipping it, beginning it anew. Quiet until it is asked for, or until somebody seems to be stuck. */
export function Help({ id, children, status, result, here, accountId, help, needs, foot, announce, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const [level, setLevel] = useState(0);
  const [offered, setOffered] = useSessionState(`help-offered:${accountId ?? ""}:${id}`, false);
  const panel = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const known = Math.max(level, help?.level ?? 0);
  const failed = help?.failed ?? 0;
  const passes = status === "passed" || result?.status === "pass";
  const open_ = result?.checks.filter((it) => it.status !== "pass").length ?? 0;
  const stuck = useStuck(foot, {
    wanted: here && status === "todo" && !passes && !offered && known < 3,
    failed,
    usualMs: usualMs(),
    progress: `${open_}`,
  });

  const helping = useHelp(id, (what, step, view) => {
    // The button that was pressed is gone: the focus goes to the way back, or to where help is asked for.
    requestAnimationFrame(() => (undo.current ?? toggle.current)?.focus());
    announce(say(view && !view.undoable ? DONE[what] : SAID[what]));
    onChange(step === id ? view : undefined);
  });
  const { asked, done, undoing, failedView, busy, problem } = helping;
  useEffect(() => setLevel(0), [accountId]);

  useEffect(() => {
    if (stuck) announce(say("Stuck? A part of the way is ready."));
  }, [stuck]);

  const openUp = () => {
    setOpen(true);
    if (here) void helping.remember();
  };
  const show = (to: number) => {
    setLevel(to);
    if (here) void send("POST", `/api/steps/${id}/hint`, { level: to }).catch(() => undefined);
  };
  const ask = (deed: Deed, step = id) => {
    setOpen(true);
    void helping.ask(deed, step).then(() => panel.current?.querySelector<HTMLElement>(".plan")?.focus());
  };

  return (
    <div class="help">
      {needs && asked?.step !== needs.id && (
        <p class="help-needs">
          <span>
            {say("This builds on an earlier step that is not in your account yet:")}{" "}
            <a href={needs.address}>{needs.title}</a>.
          </span>
          <button type="button" class="button" aria-disabled={busy} onClick={() => !busy && ask("solve", needs.id)}>
            {say("Do that one for me…")}
          </button>
        </p>
      )}
      <div class="help-bar needs-script">
        <button
          type="button"
          ref={toggle}
          class="button button-quiet help-toggle"
          aria-expanded={open}
          onClick={() => (open ? setOpen(false) : openUp())}
        >
          {say("Help with this step")}
        </button>
      </div>
      {done && (
        <div class="help-done">
          <p>
            <span>{doneLine(done.until)}</span>
            <button
              type="button"
              class="button"
              ref={undo}
              aria-disabled={busy}
              onClick={() => !busy && helping.undo(done)}
            >
              {say("Undo")}
            </button>
          </p>
          {undoing && (
            <Undoing
              view={undoing}
              busy={busy}
              onUndo={() => helping.undo(done, true)}
              onKeep={() => {
                helping.forget();
                undo.current?.focus();
              }}
            />
          )}
        </div>
      )}
      <div class="help-body" data-open={open} ref={panel}>
        <Ladder level={known} failed={failed} hintId={hintOf(result)} onOpen={show}>
          {children}
        </Ladder>
        {open && here && !asked && (
          <p class="help-deeds">
            {!passes && (
              <button
                type="button"
                class="button button-quiet"
                aria-disabled={busy}
                onClick={() => !busy && ask("solve")}
              >
                {say("Do it for me…")}
              </button>
            )}
            {status === "todo" && !passes && (
              <button
                type="button"
                class="button button-quiet"
                aria-disabled={busy}
                onClick={() => !busy && ask("skip")}
              >
                {say("Skip this step…")}
              </button>
            )}
            <button
              type="button"
              class="button button-quiet"
              aria-disabled={busy}
              onClick={() => !busy && ask("restart")}
            >
              {say("Start this step clean…")}
            </button>
          </p>
        )}
        {asked && (
          <Asking
            asked={asked}
            title={asked.step === id ? undefined : needs?.title}
            busy={busy}
            onApply={() => helping.apply(asked)}
            onKeep={() => {
              helping.forget();
              panel.current?.querySelector<HTMLElement>("button")?.focus();
            }}
          />
        )}
        {failedView && (
          <div class="plan">
            <p>{say("Not all of it worked:")}</p>
            <Plan view={{ ...failedView, changes: [] }} />
          </div>
        )}
        {problem && <ProblemNote problem={problem} />}
      </div>
      <div class="help-offer-place needs-script">
        {stuck && (
          <p class="help-offer">
            <span>{say("Stuck? A part of the way is ready.")}</span>
            <button
              type="button"
              class="button"
              onClick={() => {
                setOffered(true);
                openUp();
                show(3);
                announce(say("The hints are open, with a part of the way."));
              }}
            >
              {say("Show it")}
            </button>
            <button type="button" class="button button-quiet" onClick={() => setOffered(true)}>
              {say("No, thanks")}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

/** What a deed would do, and the question whether to do it. */
function Asking({
  asked,
  title,
  busy,
  onApply,
  onKeep,
}: {
  asked: Asked;
  title: string | undefined;
  busy: boolean;
  onApply: () => void;
  onKeep: () => void;
}) {
  const { deed, view } = asked;
  const nothing = view && view.deeds.length === 0;
  return (
    <section class="plan" tabIndex={-1} aria-busy={!view} aria-label={say(HEAD[deed])}>
      <h3>{title ? say("Do “{title}” for me", { title }) : say(HEAD[deed])}</h3>
      {!view && <p class="soft">{say("Looking at your account…")}</p>}
      {view?.unavailable && <p>{view.unavailable}</p>}
      {view && !view.unavailable && nothing && (
        <p>{say("Your account already is as this asks. Nothing has to be done.")}</p>
      )}
      {view && deed === "skip" && (
        <p>
          {view.unavailable
            ? say("Skipping changes nothing in your account then; the step stays marked as skipped.")
            : say("A skipped step stays marked as skipped, and later steps find what they need.")}{" "}
          {say("You can come back to it at any time.")}
        </p>
      )}
      {view && view.goes.length > 0 && (
        <section class="plan-part">
          <h4>{say("What goes")}</h4>
          <ul>
            {view.goes.map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </section>
      )}
      {view && <Plan view={view} />}
      {view && !nothing && !view.unavailable && (
        <p class="soft">
          {view.undoable
            ? say("You can undo this for ten minutes. Account time that was skipped stays skipped.")
            : say("This account keeps what is done; to take it back, delete it yourself.")}
        </p>
      )}
      <p class="plan-actions">
        {view && (deed === "skip" || (!nothing && !view.unavailable)) && (
          <button type="button" class="button button-primary" aria-disabled={busy} onClick={() => !busy && onApply()}>
            {busy ? say("Working…") : say(APPLY[deed])}
          </button>
        )}
        <button type="button" class="button button-quiet" onClick={onKeep}>
          {view && nothing && deed !== "skip" ? say("Close") : say("Leave it")}
        </button>
      </p>
    </section>
  );
}

const HEAD: Record<Deed, string> = {
  solve: pattern("Do this step for me"),
  skip: pattern("Skip this step"),
  restart: pattern("Start this step clean"),
};
const APPLY: Record<Deed, string> = {
  solve: pattern("Do it"),
  skip: pattern("Skip it"),
  restart: pattern("Start clean"),
};
const SAID: Record<Deed | "undo", string> = {
  solve: pattern("Done for you. It can be undone for ten minutes."),
  skip: pattern("Skipped. It can be undone for ten minutes."),
  restart: pattern("The account is as it was before this step. It can be undone for ten minutes."),
  undo: pattern("Undone. The account is as it was."),
};

/** The same where nothing can be taken back. */
const DONE: Record<Deed | "undo", string> = {
  ...SAID,
  solve: pattern("Done for you."),
  skip: pattern("Skipped."),
};

/** The hint of what the reader sees first. */
const hintOf = (result: CheckResult | undefined) => result?.checks.find((it) => it.status === "fail")?.hintId ?? null;

const doneLine = (until: number) =>
  say("Your account was changed for you. That can be undone until {time}, by your own clock.", {
    time: new Date(until).toLocaleTimeString(language(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  });

/** What a step of this chapter usually takes: the chapter's minutes, shared among its steps. */
function usualMs(): number {
  if (typeof document === "undefined") return 0;
  const said = document.querySelector<HTMLElement>("[data-step-minutes]")?.dataset.stepMinutes;
  return Number(said ?? 0) * 60_000;
}
