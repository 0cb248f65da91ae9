import { useState } from "preact/hooks";
import type { AccountView, Problem } from "../../../server/contract/index.ts";
import { problemOf, send } from "../../client/api.ts";
import { say } from "../../client/say.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";

/** Makes a lab's account the active one, the first time by making it, and goes to the lab. */
export default function OpenAccount({ lab, title, address }: { lab: string; title: string; address: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const open = async () => {
    setBusy(true);
    try {
      await send<AccountView>("PUT", "/api/account/active", { lab });
      location.assign(address);
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <>
      <button type="button" class="button" disabled={busy} onClick={open}>
        {busy ? say("One moment…") : say("Open this account")}
        <span class="visually-hidden"> {title}</span>
      </button>
      {problem && <ProblemNote problem={problem} />}
    </>
  );
}
