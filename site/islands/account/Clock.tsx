import { useState } from "preact/hooks";
import type { ClockSetting, ClockView, Problem } from "../../../server/contract/index.ts";
import { clockWasSet, formatAccountTime, useAccountClock } from "../../client/account-clock.ts";
import { problemOf, send } from "../../client/api.ts";
import { formatAccountDay } from "../../client/format.ts";
import { say } from "../../client/say.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";

/** Account seconds per wall second: real time, two comfortable speeds, and the fastest. */
const SPEEDS = [1, 10, 24, 60];
/** Account seconds that a skip adds. */
const SKIPS = [
  { seconds: 60, label: "1 min" },
  { seconds: 300, label: "5 min" },
  { seconds: 900, label: "15 min" },
  { seconds: 3600, label: "1 h" },
];

/** The account's time, with speed, pause and skip. */
export function Clock({ clock }: { clock: ClockView }) {
  const time = useAccountClock();
  const [problem, setProblem] = useState<Problem | undefined>();
  const [busy, setBusy] = useState(false);
  // Buttons keep the focus while they wait: one that is disabled would lose it.
  const set = async (setting: ClockSetting) => {
    if (busy) return;
    setBusy(true);
    try {
      clockWasSet(await send<ClockView>("PUT", "/api/account/clock", setting));
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  const now = time.now();

  return (
    <div class="clock">
      <button type="button" class="clock-face" popovertarget="clock-panel">
        <span class="visually-hidden">{say("Account time")} </span>
        <time>
          {formatAccountTime(now).slice(0, 5)}
          <span class="clock-seconds">{formatAccountTime(now).slice(5)}</span>
        </time>
        <span class="clock-speed">{clock.paused ? say("paused") : `${clock.speed}×`}</span>
        <span class="visually-hidden">, {say("set the clock")}</span>
      </button>
      <button
        type="button"
        class="icon-button"
        aria-disabled={busy}
        aria-pressed={clock.paused}
        aria-label={say("Pause the account's time")}
        title={clock.paused ? say("Go on") : say("Pause")}
        onClick={() => set({ paused: !clock.paused })}
      >
        <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
          <path d={clock.paused ? "M4 2.5v11l9.5-5.5z" : "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z"} fill="currentColor" />
        </svg>
      </button>
      <button
        type="button"
        class="icon-button clock-skip"
        aria-disabled={busy}
        aria-label={say("Skip one minute")}
        title={say("Skip one minute")}
        onClick={() => set({ advanceSeconds: 60 })}
      >
        <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
          <path d="M2 2.5v11L8 8zM8 2.5v11L14 8z" fill="currentColor" />
        </svg>
      </button>

      <div id="clock-panel" popover="auto" class="popover">
        <h2>{say("Time in your account")}</h2>
        <p class="clock-now">
          {formatAccountTime(now)} <span>UTC, {formatAccountDay(now)}</span>
        </p>
        <p class="soft">
          {say(
            "Auto Scaling is mostly waiting. In the sandbox the clock may run faster than yours; everything that happens stays the same.",
          )}
        </p>
        <fieldset aria-busy={busy}>
          <legend>{say("Speed")}</legend>
          <div class="choices">
            {SPEEDS.map((speed) => (
              <label key={speed} class="choice">
                <input type="radio" name="speed" checked={clock.speed === speed} onChange={() => set({ speed })} />
                <span>{speed === 1 ? say("real time") : `${speed}×`}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset aria-busy={busy}>
          <legend>{say("Skip ahead")}</legend>
          <div class="choices">
            {SKIPS.map(({ seconds, label }) => (
              <button key={seconds} type="button" class="button" onClick={() => set({ advanceSeconds: seconds })}>
                +{label}
              </button>
            ))}
          </div>
        </fieldset>
        <button type="button" class="button" aria-disabled={busy} onClick={() => set({ paused: !clock.paused })}>
          {clock.paused ? say("Go on") : say("Pause")}
        </button>
        {problem && <ProblemNote problem={problem} />}
      </div>
    </div>
  );
}
