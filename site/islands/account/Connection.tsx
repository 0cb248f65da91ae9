import { useEffect, useState } from "preact/hooks";
import { onConnection } from "../../client/live.ts";
import { say } from "../../client/say.ts";
import { useAccount } from "../../client/use-account.ts";
import { viewOf } from "../../client/views.ts";

/** Wall milliseconds without a connection before anything is said: a short gap is nobody's business. */
const PATIENCE_MS = 1_500;

/** One quiet line while the server cannot be reached. */
export default function Connection() {
  const { presence } = useAccount();
  const [away, setAway] = useState(false);

  useEffect(() => {
    if (presence !== "present") return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const back = () => {
      clearTimeout(timer);
      setAway(false);
    };
    const lost = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setAway(true), PATIENCE_MS);
    };
    const stop = onConnection((connected) => (connected ? back() : lost()));
    const online = () =>
      viewOf("/api/account")
        .refresh()
        .then(() => !viewOf("/api/account").state.offline && back());
    addEventListener("offline", lost);
    addEventListener("online", online);
    return () => {
      stop();
      clearTimeout(timer);
      removeEventListener("offline", lost);
      removeEventListener("online", online);
    };
  }, [presence]);

  return (
    <div class="connection" role="status">
      {away && (
        <p>
          {say(
            "No connection to the workshop. The text stays readable, and what you typed is kept; the rest catches up by itself.",
          )}
        </p>
      )}
    </div>
  );
}
