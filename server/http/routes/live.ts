import { type Response, Router } from "express";
import type { Context } from "../../context.ts";
import type { Notice } from "../../contract/index.ts";
import { limits } from "../../limits.ts";
import { accountOf, participantOf } from "../participant.ts";
import { tooManyStreams } from "../problem.ts";

/** Server-sent events: that something changed in the participant's account, never what. */
export function liveRoutes({ hub, streams }: Context): Router {
  return Router().get("/live", async (req, res) => {
    const { id } = participantOf(req);
    const account = await accountOf(req);
    if (!streams.open(id, res)) throw tooManyStreams(limits.liveStreams);

    res.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    res.write(`retry: ${limits.liveRetryMs}\n\n`);
    const stopListening = hub.subscribe(account.id, (notice) => tell(res, notice));
    const stopWatching = account.watch?.();
    const heartbeat = setInterval(() => res.write(":\n\n"), limits.liveHeartbeatMs);
    res.on("close", () => {
      clearInterval(heartbeat);
      stopListening();
      stopWatching?.();
      streams.closed(id, res);
    });
  });
}

/** A reader that does not keep up is let go: it comes back and fetches what is true then. */
function tell(res: Response, notice: Notice): void {
  if (res.writableLength > limits.liveUnreadBytes) res.destroy();
  else res.write(`event: notice\ndata: ${JSON.stringify(notice)}\n\n`);
}
