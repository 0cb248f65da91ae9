import { useEffect, useState } from "preact/hooks";
import type { AnnouncementsView } from "../../../server/contract/index.ts";
import { accountClock } from "../../client/account-clock.ts";
import { get } from "../../client/api.ts";
import { onNotice } from "../../client/live.ts";
import { useSessionState } from "../../client/session-state.ts";
import { useAccount } from "../../client/use-account.ts";
import { SPOKEN } from "./spoken.ts";

/** Wall milliseconds in which changes are gathered before they are said together. */
const BATCH_MS = 1_000;

/** Says once, politely, that the service scaled or an alarm changed its state, whichever panel is open; never a datapoint. */
export default function Announcer() {
  const { presence } = useAccount();
  const [on] = useSessionState(SPOKEN, true);
  const [said, say] = useState({ times: 0, text: "" });
  useEffect(() => {
    if (!on || presence !== "present") return;
    return follow((text) => say(({ times }) => ({ times: times + 1, text })));
  }, [on, presence]);
  return (
    <div class="visually-hidden" role="status">
      {/* A sentence that comes twice is another element, else nobody would hear it the second time. */}
      <p key={said.times}>{said.text}</p>
    </div>
  );
}

/** Asks what changed when the account says that something did. Answers how to stop. */
function follow(say: (text: string) => void): () => void {
  const clock = accountClock();
  /** Account time up to which everything is said; what was before this page is nobody's news. */
  let since = clock.known ? clock.now() : undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting = false;

  const ask = async () => {
    timer = undefined;
    // Several tabs would say it several times: only one that is looked at does.
    waiting = document.visibilityState !== "visible";
    if (waiting) return;
    try {
      const { now, sentences } = await get<AnnouncementsView>(
        since === undefined ? "/api/announcements" : `/api/announcements?since=${Math.floor(since)}`,
      );
      since = now;
      if (sentences.length > 0) say(sentences.join(" "));
    } catch {
      // The connection's own notice says that the server is away; the next change asks again from the same instant.
    }
  };
  const soon = () => {
    timer ??= setTimeout(ask, BATCH_MS);
  };
  const stops = [
    onNotice(["scaling", "alarms"], soon),
    clock.subscribe(() => {
      since ??= clock.now();
    }),
  ];
  const seen = () => waiting && soon();
  document.addEventListener("visibilitychange", seen);
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
    for (const stop of stops) stop();
  };
}
