import type { UpdateOutcome } from "../../../../server/contract/index.ts";

const STATUS = { done: "done", failed: "refused", "not-tried": "not tried" };

/** After *Update Service*: each call with its result. */
export function Outcome({ outcome }: { outcome: UpdateOutcome }) {
  return (
    <div role="status">
      <p class={outcome.complete ? "console-done" : "console-warning"}>{told(outcome)}</p>
      <ol class="console-results">
        {outcome.results.map((result) => (
          <li key={result.id} class={result.status}>
            <span class="console-result">{STATUS[result.status]}</span>
            <div>
              <b>{result.operation}</b> <span>{result.purpose}</span>
              {result.error && (
                <p class="console-refusal">
                  {result.error.code}: {result.error.message}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function told({ complete, results }: UpdateOutcome): string {
  if (complete) {
    return results.length === 0
      ? "The account already held all of this: nothing was changed."
      : "The service is updated.";
  }
  const done = results.filter(({ status }) => status === "done").length;
  return `${done} of ${results.length} calls were done, then AWS refused one. What was done stays. Put right what AWS names, then press Update Service again: it does only what is missing.`;
}
