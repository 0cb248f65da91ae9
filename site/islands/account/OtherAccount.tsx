import { useState } from "preact/hooks";
import type { AccountView, Problem } from "../../../server/contract/index.ts";
import { problemOf, send } from "../../client/api.ts";
import { useAccount } from "../../client/use-account.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import "./other-account.css";

/** Where another account is active than the one this page is about: says so, and switches. A lab's first time makes its account. */
export default function OtherAccount({ purpose, title }: { purpose: string; title: string }) {
  const { presence, here } = useAccount();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const lab = purpose.startsWith("lab:") ? purpose.slice("lab:".length) : null;
  if (here && !(lab && presence === "absent")) return null;

  const enter = async () => {
    setBusy(true);
    try {
      await send<AccountView>("PUT", "/api/account/active", { lab });
      location.reload();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return (
    <div class="other-account">
      <p>
        {lab
          ? "This lab has a sandbox account of its own. Your workshop account stays as it is and waits for you."
          : "A lab's account is active at the moment. This chapter is done in the workshop's own account."}
      </p>
      <button type="button" class="button button-primary" disabled={busy} onClick={enter}>
        {busy ? "One moment…" : lab ? `Start the lab: ${title}` : "Back to the workshop's account"}
      </button>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
