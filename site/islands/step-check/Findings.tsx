import type { CheckResult, CheckValue, Expectation } from "../../../server/contract/index.ts";
import { useAccountClock } from "../../client/account-clock.ts";
import { formatAccountTime, formatDuration } from "../../client/format.ts";
import { pattern, say } from "../../client/say.ts";
import { messageId } from "./use-linked-message.ts";

type Props = { step: string; result: CheckResult; quiet: boolean; onRetry: () => void };

/** What a check found: the first thing that is not right in full, the rest folded; or what was verified. */
export function Findings({ step, result, quiet, onRetry }: Props) {
  const of = (status: Expectation["status"]) => result.checks.filter((it) => it.status === status);
  const met = of("pass");
  const first = of("error")[0] ?? of("fail")[0] ?? of("pending")[0];
  const others = result.checks.filter((it) => it !== first && it.status !== "pass" && it.status !== "skipped");

  if (!first)
    return (
      <details class="findings findings-pass" open={!quiet}>
        <summary>{say("What was verified")}</summary>
        <Verified met={met} />
      </details>
    );
  return (
    <div class={`findings findings-${first.status}`}>
      <p class="findings-head">{say(HEAD[first.status])}</p>
      <Finding step={step} it={first} />
      {first.status === "error" && (
        <button type="button" class="button" onClick={onRetry}>
          {say("Try again")}
        </button>
      )}
      {others.length > 0 && (
        <details>
          <summary>
            {say("{count, plural, one {One more thing} other {# more things}}", { count: others.length })}
          </summary>
          {others.map((it) => (
            <Finding key={it.id} step={step} it={it} />
          ))}
        </details>
      )}
      {met.length > 0 && (
        <details>
          <summary>{say("Already right: {count}", { count: met.length })}</summary>
          <Verified met={met} />
        </details>
      )}
    </div>
  );
}

/** Status of a check or of one expectation, in words to be said. */
export const HEAD: Record<Expectation["status"], string> = {
  fail: pattern("Not yet"),
  pending: pattern("On its way"),
  error: pattern("The check could not look"),
  pass: pattern("Done"),
  skipped: pattern("Skipped"),
};

function Finding({ step, it }: { step: string; it: Expectation }) {
  const id = messageId(step, it.id);
  return (
    <div class="finding" id={id}>
      <p class="finding-title">
        <a class="anchor" href={`#${id}`}>
          {it.title}
        </a>
      </p>
      <dl>
        <div>
          <dt>{say("Expected")}</dt>
          <dd>{shown(it.expected)}</dd>
        </div>
        <div>
          <dt>{say("Found")}</dt>
          <dd>{shown(it.actual)}</dd>
        </div>
        {it.status === "pending" && it.since !== null && (
          <div>
            <dt>{say("Waiting")}</dt>
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
            {say("Show the hint")}
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
            {it.since !== null && say(", at {time}", { time: formatAccountTime(it.since) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Account time that has passed since. */
function Elapsed({ since }: { since: number }) {
  const clock = useAccountClock(500);
  return <>{say("{time} of account time", { time: formatDuration(clock.now() - since) })}</>;
}

const shown = (value: CheckValue) =>
  value === null ? say("nothing") : value === true ? say("yes") : value === false ? say("no") : String(value);
