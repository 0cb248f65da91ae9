import type { CheckResult, CheckValue, Expectation } from "../../../server/contract/index.ts";
import { useAccountClock } from "../../client/account-clock.ts";
import { formatAccountTime, formatDuration } from "../../client/format.ts";

/** What a check found: the first thing that is not right in full, the rest folded; or what was verified. */
export function Findings({ result, quiet, onRetry }: { result: CheckResult; quiet: boolean; onRetry: () => void }) {
  const of = (status: Expectation["status"]) => result.checks.filter((it) => it.status === status);
  const met = of("pass");
  const first = of("error")[0] ?? of("fail")[0] ?? of("pending")[0];
  const others = result.checks.filter((it) => it !== first && it.status !== "pass" && it.status !== "skipped");

  if (!first)
    return (
      <details class="findings findings-pass" open={!quiet}>
        <summary>What was verified</summary>
        <Verified met={met} />
      </details>
    );
  return (
    <div class={`findings findings-${first.status}`}>
      <p class="findings-head">{HEAD[first.status]}</p>
      <Finding it={first} />
      {first.status === "error" && (
        <button type="button" class="button" onClick={onRetry}>
          Try again
        </button>
      )}
      {others.length > 0 && (
        <details>
          <summary>{others.length === 1 ? "One more thing" : `${others.length} more things`}</summary>
          {others.map((it) => (
            <Finding key={it.id} it={it} />
          ))}
        </details>
      )}
      {met.length > 0 && (
        <details>
          <summary>Already right: {met.length}</summary>
          <Verified met={met} />
        </details>
      )}
    </div>
  );
}

const HEAD: Record<Expectation["status"], string> = {
  fail: "Not yet",
  pending: "On its way",
  error: "The check could not look",
  pass: "Done",
  skipped: "Skipped",
};

function Finding({ it }: { it: Expectation }) {
  return (
    <div class="finding">
      <p class="finding-title">{it.title}</p>
      <dl>
        <div>
          <dt>Expected</dt>
          <dd>{shown(it.expected)}</dd>
        </div>
        <div>
          <dt>Found</dt>
          <dd>{shown(it.actual)}</dd>
        </div>
        {it.status === "pending" && it.since !== null && (
          <div>
            <dt>Waiting</dt>
            <dd>
              <Elapsed since={it.since} />
            </dd>
          </div>
        )}
      </dl>
      <p class="finding-where">{it.where}</p>
      {it.why && <p>{it.why}</p>}
      {it.hintId && (
        <p class="finding-hint">
          <button type="button" class="link" onClick={(event) => openHint(event.currentTarget, it.hintId!)}>
            Show the hint
          </button>
        </p>
      )}
    </div>
  );
}

/** Opens the hint that the step's own text gives for this finding. */
function openHint(button: Element, hintId: string): void {
  const hint = button.closest("[data-step]")?.querySelector<HTMLDetailsElement>(`[data-hint="${hintId}"]`);
  if (!hint) return;
  hint.open = true;
  hint.querySelector("summary")?.focus();
  hint.scrollIntoView({ block: "center" });
}

function Verified({ met }: { met: Expectation[] }) {
  return (
    <ul class="verified">
      {met.map((it) => (
        <li key={it.id}>
          {it.title}
          {it.actual !== null && typeof it.actual !== "boolean" && `: ${it.actual}`}
          <span class="finding-where">
            {it.where}
            {it.since !== null && `, at ${formatAccountTime(it.since)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Account time that has passed since. */
function Elapsed({ since }: { since: number }) {
  const clock = useAccountClock(500);
  return <>{formatDuration(clock.now() - since)} of account time</>;
}

const shown = (value: CheckValue) =>
  value === null ? "nothing" : value === true ? "yes" : value === false ? "no" : String(value);
