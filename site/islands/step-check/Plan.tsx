import type { CheckValue, DeedView, SolutionView, StateChange } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";

type Props = {
  view: Pick<SolutionView, "changes" | "deeds">;
  /** As deep as its place on the page. */
  heading?: "h2" | "h4";
};

/** What would be done for a participant, or was: field by field, and the calls as lines of the AWS CLI. */
export function Plan({ view, heading: Heading = "h4" }: Props) {
  return (
    <>
      {view.changes.length > 0 && (
        <section class="plan-part">
          <Heading>{say("What will be different")}</Heading>
          <ul class="plan-changes">
            {view.changes.map((change) => (
              <Change key={`${change.resource} ${change.field}`} change={change} />
            ))}
          </ul>
        </section>
      )}
      {view.deeds.length > 0 && (
        <section class="plan-part">
          <Heading>{say("How")}</Heading>
          <ol class="plan-deeds">
            {view.deeds.map((deed, i) => (
              <Deed key={i} deed={deed} />
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function Change({ change: { resource, field, before, after } }: { change: StateChange }) {
  return (
    <li>
      <span class="plan-field">
        <b>{field}</b> <span>{resource}</span>
      </span>
      <span class="plan-values">
        <del>
          <span class="visually-hidden">{say("before: ")}</span>
          {shown(before)}
        </del>{" "}
        <span aria-hidden="true">→</span>{" "}
        <ins>
          <span class="visually-hidden">{say("after: ")}</span>
          {shown(after)}
        </ins>
      </span>
    </li>
  );
}

function Deed({ deed: { purpose, cli, status, error } }: { deed: DeedView }) {
  return (
    <li>
      {purpose}
      {status === "failed" && <strong>{say(": this failed.")}</strong>}
      {status === "not-tried" && <span>{say(": not tried.")}</span>}
      {error && <span class="plan-error">{error}</span>}
      {cli && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reached by keyboard
        <pre class="plan-cli" tabIndex={0}>
          <code>{cli}</code>
        </pre>
      )}
    </li>
  );
}

const shown = (value: CheckValue) =>
  value === null ? say("not there") : value === true ? say("yes") : value === false ? say("no") : String(value);
