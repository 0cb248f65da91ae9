import type { Problem } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";

/** What went wrong, and what to do next. */
export function ProblemNote({ problem }: { problem: Problem }) {
  return (
    <div class="problem-note" role="alert">
      <p>
        <strong>{problem.title}</strong> {problem.detail}
      </p>
      {problem.next && <p>{problem.next}</p>}
      {problem.requestId && <p class="problem-request">{say("Request {id}", { id: problem.requestId })}</p>}
    </div>
  );
}
