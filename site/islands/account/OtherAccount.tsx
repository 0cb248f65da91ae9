import { useEffect, useState } from "preact/hooks";
import type { AccountView, Problem } from "../../../server/contract/index.ts";
import { problemOf, send } from "../../client/api.ts";
import { say } from "../../client/say.ts";
import { useAccount } from "../../client/use-account.ts";
import { ProblemNote } from "../workspace/ProblemNote.tsx";
import "./other-account.css";

/**
 * Where another account is active than the one this page is about: says so, and switches. A lab's first time makes its account. It is
 * always on the page and shown by `data-elsewhere` on <html>, which the page sets before its first paint from what this browser
 * remembers (layouts/Page.astro): so the text does not move when the account is known.
 */
export default function OtherAccount({ purpose, title }: { purpose: string; title: string }) {
  const { presence, account, here } = useAccount();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const lab = purpose.startsWith("lab:") ? purpose.slice("lab:".length) : null;
  const elsewhere = !here || (lab !== null && presence === "absent");
  useEffect(() => {
    if (presence === "unknown" || (presence === "present" && !account)) return;
    remember(account?.purpose);
    document.documentElement.toggleAttribute("data-elsewhere", elsewhere);
  }, [presence, account?.purpose]);

  const enter = async () => {
    setBusy(true);
    try {
      const { purpose: active } = await send<AccountView>("PUT", "/api/account/active", { lab });
      remember(active);
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
          ? say("This lab has a sandbox account of its own. Your workshop account stays as it is and waits for you.")
          : say("A lab's account is active at the moment. This chapter is done in the workshop's own account.")}
      </p>
      <button type="button" class="button button-primary" disabled={busy} onClick={enter}>
        {busy
          ? say("One moment …")
          : lab
            ? say("Start the lab: {title}", { title })
            : say("Back to the workshop's account")}
      </button>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}

/** For the next page, before it has asked. */
function remember(active: string | undefined): void {
  try {
    if (active) localStorage.setItem("workshop:active", active);
    else localStorage.removeItem("workshop:active");
  } catch {
    // Without storage the next page moves a little.
  }
}
