import { useEffect, useRef, useState } from "preact/hooks";
import type { AccountView } from "../../../server/contract/index.ts";
import { changedHere } from "../../client/own-changes.ts";
import { pattern, say } from "../../client/say.ts";
import { type Change, changeBetween, type Reading } from "./elsewhere.ts";

const WORDS: Record<Change, string> = {
  account: pattern("Changed in another tab: another account was chosen. This page shows it now."),
  reset: pattern("Changed in another tab: the account was begun again. What you see is its new state."),
  paused: pattern("Changed in another tab: the account's time was paused."),
  resumed: pattern("Changed in another tab: the account's time goes on."),
  speed: pattern("Changed in another tab: the account's time has another speed."),
  skipped: pattern("Changed in another tab: some of the account's time was skipped."),
};
const KEY = "workshop:elsewhere";

/** One quiet line when another tab or device replaced what is on screen here. The server is right, and this page follows it. */
export function Elsewhere({ account }: { account: AccountView | undefined }) {
  const before = useRef<Reading | undefined>();
  const [change, tell] = useState<Change | undefined>();

  useEffect(() => {
    // Another account loads the page anew: what is to be said is said by the new page.
    const left = sessionStorage.getItem(KEY) as Change | null;
    sessionStorage.removeItem(KEY);
    if (left && Object.hasOwn(WORDS, left)) tell(left);
  }, []);
  useEffect(() => {
    if (!account) return;
    const now = { account, at: Date.now() };
    const found = before.current && !changedHere() ? changeBetween(before.current, now) : undefined;
    before.current = now;
    if (found === "account") sessionStorage.setItem(KEY, found);
    else if (found) tell(found);
  }, [account]);

  return (
    <div class="connection" role="status">
      {change && (
        <p class="elsewhere">
          {say(WORDS[change])}{" "}
          <button type="button" class="link" onClick={() => tell(undefined)}>
            {say("Close")}
          </button>
        </p>
      )}
    </div>
  );
}
