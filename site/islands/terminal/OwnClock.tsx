import { useRef, useState } from "preact/hooks";
import type { AccountView, Problem } from "../../../server/contract/index.ts";
import { formatAccountTime, useAccountClock } from "../../client/account-clock.ts";
import { problemOf, send } from "../../client/api.ts";
import { formatAccountDay, formatDuration } from "../../client/format.ts";
import { say, sayMarked } from "../../client/say.ts";
import { viewOf } from "../../client/views.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";

/** Clocks that are this near count as one: reading them takes time too. */
const SAME_MS = 3_000;

/** The account's time beside this computer's, what follows for queries, and a fresh account whose clock is this computer's. */
export function OwnClock({ account }: { account: AccountView }) {
  const clock = useAccountClock();
  const [asking, ask] = useState(false);
  const part = useRef<HTMLDivElement>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const [now, here] = [clock.now(), Date.now()];
  const apart = now - here;
  const same = Math.abs(apart) < SAME_MS && clock.speed === 1 && !clock.paused;

  /** Asks, or no longer; the focus goes to the button that takes the place of the one pressed. */
  const turn = (to: boolean) => {
    ask(to);
    requestAnimationFrame(() => part.current?.querySelector("button")?.focus());
  };
  const startOver = async () => {
    setBusy(true);
    try {
      await send("POST", "/api/account/reset", { to: "workshop", clock: "now" });
      await viewOf<AccountView>("/api/account").refresh();
      setProblem(undefined);
      ask(false);
      setDone(true);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div class="own-clock" ref={part}>
      <h3>{say("Whose time it is")}</h3>
      <dl>
        <div>
          <dt>{say("In the account")}</dt>
          <dd>
            {formatAccountDay(now)}, {formatAccountTime(now)} UTC
            <span>
              {account.clock?.paused ? say("paused") : clock.speed === 1 ? say("real time") : `${clock.speed}×`}
            </span>
          </dd>
        </div>
        <div>
          <dt>{say("On this computer")}</dt>
          <dd>
            {formatAccountDay(here)}, {formatAccountTime(here)} UTC
          </dd>
        </div>
      </dl>
      {same ? (
        <p>
          {say(
            "Both clocks agree. It stays so while you are here; ten minutes after your last request the account’s stops.",
          )}
        </p>
      ) : (
        <>
          <p>
            {apart < 0
              ? say("The account is {time} behind.", { time: formatDuration(-apart) })
              : say("The account is {time} ahead.", { time: formatDuration(apart) })}{" "}
            {sayMarked(
              "<here>date</here> on your machine tells your time, while everything AWS answers here carries the account’s. A query for metrics or activities whose start and end come from your clock can miss what you look for: take them from the account’s time, or from the panel’s terminal, where <there>date</there> is the account’s.",
              { here: (words) => <code key="here">{words}</code>, there: (words) => <code key="there">{words}</code> },
            )}
          </p>
          {asking ? (
            <div class="own-asking">
              <p>
                {say(
                  "All clusters, services, scaling policies, alarms and metrics of this account go, and the load stops. Then the account is as it was when you got it, its clock is set to now, and time runs at 1×. Account id, keys, address and your progress stay. You can undo this for ten minutes, under your account in the header.",
                )}
              </p>
              <p class="line">
                <button type="button" class="button button-primary" disabled={busy} onClick={startOver}>
                  {say("Yes, start over at 1×")}
                </button>
                <button type="button" class="button button-quiet" onClick={() => turn(false)}>
                  {say("Keep it")}
                </button>
              </p>
            </div>
          ) : (
            <p>
              <button type="button" class="button" onClick={() => turn(true)}>
                {say("Start over with the clock set to now, at 1×…")}
              </button>
            </p>
          )}
        </>
      )}
      {problem && <ProblemNote problem={problem} />}
      <p role="status">{done && same ? say("Done. The account is fresh, and its clock is set to now.") : ""}</p>
    </div>
  );
}
