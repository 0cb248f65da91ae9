import type { UpdateOutcome, UpdatePlan } from "../../../../server/contract/index.ts";
import { Facts } from "../parts.tsx";
import type { Draft } from "./draft.ts";

/** *Review*: what will be, what it takes, and the same as lines of the AWS CLI. */
export function Review({ draft, plan }: { draft: Draft; plan: UpdatePlan | undefined }) {
  return (
    <>
      <h3>Set Auto Scaling</h3>
      <Facts
        facts={
          draft.configured
            ? [
                ["Minimum number of tasks", draft.min],
                ["Desired number of tasks", draft.desired],
                ["Maximum number of tasks", draft.max],
                ...draft.policies.map(
                  (policy) => [policy.name, `${policy.metric} at ${policy.targetValue}`] as [string, string],
                ),
              ]
            : [
                ["Service Auto Scaling", "not configured"],
                ["Number of tasks", draft.desired],
              ]
        }
      />
      {plan && plan.deletes.length > 0 && (
        <div class="console-warning" role="note">
          <strong>This deletes</strong>
          <ul>
            {plan.deletes.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      <h3>The same with the AWS CLI</h3>
      {!plan && <p class="console-empty">Comparing with the account…</p>}
      {plan?.calls.length === 0 && (
        <p class="console-empty">The account already holds all of this: there is nothing to change.</p>
      )}
      {plan?.calls.map((call) => (
        <figure class="console-call" key={call.id}>
          <figcaption>{call.purpose}</figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls and must be reachable by keyboard */}
          <pre tabIndex={0}>
            <code>{call.cli}</code>
          </pre>
        </figure>
      ))}
    </>
  );
}

/** After *Update Service*: each call with its result. */
export function Outcome({ outcome }: { outcome: UpdateOutcome }) {
  const done = outcome.results.filter((result) => result.status === "done").length;
  return (
    <div role="status">
      <p class={outcome.complete ? "console-done" : "console-warning"}>
        {outcome.complete
          ? outcome.results.length === 0
            ? "The account already held all of this: nothing was changed."
            : "The service is updated."
          : `${done} of ${outcome.results.length} calls were done, then AWS refused one. What was done stays; update again to complete the rest.`}
      </p>
      <ol class="console-results">
        {outcome.results.map((result) => (
          <li key={result.id} class={result.status}>
            <b>{result.operation}</b> <span>{result.purpose}</span>
            <span class="console-result">
              {result.status === "done" ? "done" : result.status === "failed" ? "refused" : "not tried"}
            </span>
            {result.error && (
              <span class="console-refusal">
                {result.error.code}: {result.error.message}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
