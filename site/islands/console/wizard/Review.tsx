import type { UpdatePlan } from "../../../../server/contract/index.ts";
import { Copy } from "../../account/Copy.tsx";
import { Facts } from "../parts.tsx";
import type { Draft } from "./draft.ts";
import { PolicyWords } from "./PolicyWords.tsx";

/** *Review*: what will be, what it takes, and the same as lines of the AWS CLI. */
export function Review({ draft, plan }: { draft: Draft; plan: UpdatePlan | undefined }) {
  return (
    <>
      <h3>Set Auto Scaling</h3>
      {draft.configured ? (
        <>
          <Facts
            short
            facts={[
              ["Minimum number of tasks", draft.min],
              ["Desired number of tasks", draft.desired],
              ["Maximum number of tasks", draft.max],
            ]}
          />
          <Facts
            facts={
              draft.policies.length === 0
                ? [["Scaling policies", "none"]]
                : draft.policies.map((policy) => [policy.name, <PolicyWords key={policy.name} policy={policy} whole />])
            }
          />
        </>
      ) : (
        <Facts
          short
          facts={[
            ["Service Auto Scaling", "not configured"],
            ["Number of tasks", draft.desired],
          ]}
        />
      )}
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
      <div class="console-head">
        <h3>The same with the AWS CLI</h3>
        {plan && plan.calls.length > 0 && (
          <Copy
            text={plan.calls.map((call) => call.cli).join("\n")}
            label={plan.calls.length > 1 ? "Copy all" : "Copy"}
          />
        )}
      </div>
      {!plan && <p class="console-empty waiting">Comparing with the account…</p>}
      {plan?.calls.length === 0 && (
        <p class="console-empty">The account already holds all of this: there is nothing to change.</p>
      )}
      {plan?.calls.map((call) => (
        <figure class="console-call" key={call.id}>
          <figcaption>{call.purpose}</figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls and must be reachable by keyboard */}
          <pre tabIndex={0}>
            <code>{inLines(call.cli)}</code>
          </pre>
        </figure>
      ))}
    </>
  );
}

/** One option a line, as one writes a long command; between quotes nothing is broken. */
function inLines(cli: string): string {
  const words = cli.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return words.map((word, i) => (i === 0 ? word : word.startsWith("--") ? ` \\\n  ${word}` : ` ${word}`)).join("");
}
