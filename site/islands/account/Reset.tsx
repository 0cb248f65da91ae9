import { useRef, useState } from "preact/hooks";
import type { AccountView, Problem, ResetPreview } from "../../../server/contract/index.ts";
import { get, problemOf, send, serverAheadMs } from "../../client/api.ts";
import { formatDuration } from "../../client/format.ts";
import { pattern, say } from "../../client/say.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";

type State = "workshop" | "empty";

const STATES: Record<State, { title: string; comes: string }> = {
  workshop: {
    title: pattern("Start over"),
    comes: pattern("Then the account is as it was when you got it: one cluster, one service with one task."),
  },
  empty: {
    title: pattern("Empty the account"),
    comes: pattern("Then nothing is left in it. The chapters need “Start over” again."),
  },
};

/** Starting over, with what will go, a confirmation, and ten minutes to take it back. Keys, clock and progress stay. */
export function Reset({ account, refresh }: { account: AccountView; refresh: () => Promise<void> }) {
  const [asking, ask] = useState<State | undefined>();
  const [goes, setGoes] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [said, tell] = useState("");
  const [problem, setProblem] = useState<Problem | undefined>();
  const section = useRef<HTMLElement>(null);
  /** The button that was pressed is gone: the focus goes to what is asked, or to where one began. */
  const toSection = () => section.current?.focus();
  const undoMs = (account.undoUntil ?? 0) - (Date.now() + serverAheadMs);

  const change = async (path: string, body: object, done: string) => {
    setBusy(true);
    try {
      await send("POST", path, body);
      await refresh();
      setProblem(undefined);
      ask(undefined);
      tell(done);
      toSection();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section class="reset" ref={section} tabIndex={-1} aria-label={say("Begin again")}>
      <h3>{say("Begin again")}</h3>
      {asking ? (
        <div class="reset-asking">
          <p>
            {say(
              "All clusters, services, scaling policies, alarms and metrics of this account go, and the load stops.",
            )}
          </p>
          {goes.length > 0 && (
            <>
              <p>{say("Among them:")}</p>
              <ul>
                {goes.map((it) => (
                  <li key={it}>{it}</li>
                ))}
              </ul>
            </>
          )}
          <p>{say(STATES[asking].comes)}</p>
          <p class="soft">
            {say("Account id, keys, address, clock and your progress stay. You can undo this for ten minutes.")}
          </p>
          <p class="line">
            <button
              type="button"
              class="button button-primary"
              aria-disabled={busy}
              onClick={() => !busy && change("/api/account/reset", { to: asking }, say("Done. The account is fresh."))}
            >
              {say("Yes, {what}", { what: say(STATES[asking].title).toLowerCase() })}
            </button>
            <button
              type="button"
              class="button button-quiet"
              onClick={() => {
                ask(undefined);
                toSection();
              }}
            >
              {say("Keep it")}
            </button>
          </p>
        </div>
      ) : (
        <p class="line">
          {(Object.keys(STATES) as State[]).map((state) => (
            <button
              key={state}
              type="button"
              class="button"
              onClick={async () => {
                // Asked before anything is shown, so that nothing moves; without an answer the sentence above it says enough.
                setGoes(
                  await get<ResetPreview>("/api/account/reset").then(
                    (it) => it.goes,
                    () => [],
                  ),
                );
                ask(state);
                tell("");
                toSection();
              }}
            >
              {say(STATES[state].title)}…
            </button>
          ))}
        </p>
      )}
      {undoMs > 0 && !asking && (
        <p class="line">
          <button
            type="button"
            class="button button-quiet"
            aria-disabled={busy}
            onClick={() => !busy && change("/api/account/reset/undo", {}, say("Undone. The account is as it was."))}
          >
            {say("Undo the last one")}
          </button>
          <span class="soft">{say("still possible for {time}", { time: formatDuration(undoMs) })}</span>
        </p>
      )}
      <p role="status" class="soft">
        {said}
      </p>
      {problem && <ProblemNote problem={problem} />}
    </section>
  );
}
