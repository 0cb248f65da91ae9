import { useState } from "preact/hooks";
import type { Problem } from "../../../server/contract/index.ts";
import { becomeParticipant, problemOf } from "../../client/api.ts";
import { say } from "../../client/say.ts";
import { ProblemNote } from "./ProblemNote.tsx";

/** For somebody who has no account yet: one button that makes it. */
export function Invitation({ compact = false }: { compact?: boolean }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const make = async () => {
    setBusy(true);
    setProblem(undefined);
    await becomeParticipant().catch((error) => setProblem(problemOf(error)));
    setBusy(false);
  };
  if (compact)
    return (
      <div class="invitation-compact">
        <button type="button" class="button" disabled={busy} onClick={make}>
          {busy ? say("Making it…") : say("Create my account")}
        </button>
        {problem && <ProblemNote problem={problem} />}
      </div>
    );
  return (
    <div class="invitation">
      <h2>{say("Your own AWS account, for practice")}</h2>
      <p>
        {say(
          "An emulated account inside this workshop, with the cluster and the service already running in it. It costs nothing, needs no sign-up, and nobody else can see it.",
        )}
      </p>
      <button type="button" class="button button-primary" disabled={busy} onClick={make}>
        {busy ? say("Making it…") : say("Create my account")}
      </button>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
