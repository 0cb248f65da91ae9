import { type Request, type Response, Router } from "express";
import type { Context } from "../../context.ts";
import { completionRequest, type TerminalOutput, terminalId, terminalLine } from "../../contract/index.ts";
import { limits } from "../../limits.ts";
import type { Busy } from "../../terminal/terminals.ts";
import { accountOf } from "../participant.ts";
import { HttpProblem, notFound, parse } from "../problem.ts";

const TERMINAL = "/terminals/:terminalId";

/** The participant's terminals. A line's output is the answer to its POST, as it comes. */
export function terminalRoutes({ terminals }: Pick<Context, "terminals">): Router {
  return Router()
    .get(TERMINAL, async (req, res) => {
      res.json(await terminals.view(await accountOf(req), idOf(req)));
    })
    .post(`${TERMINAL}/lines`, async (req, res) => {
      const account = await accountOf(req);
      const id = idOf(req);
      const line = parse(terminalLine, req.body);
      const reader = readerAt(res);
      const busy = await terminals.run(account, id, line, reader);
      if (busy) throw problemOf[busy]();
      reader.begin();
      // Who reads is here, also without a live stream; when nobody does any more, the clock stands after a while, and the line waits.
      const here = setInterval(() => account.touch?.().catch(() => {}), limits.leaseSavedEveryMs);
      res.on("close", () => clearInterval(here));
    })
    .post(`${TERMINAL}/interrupt`, async (req, res) => {
      await terminals.interrupt(await accountOf(req), idOf(req));
      res.status(204).end();
    })
    .post(`${TERMINAL}/complete`, async (req, res) => {
      res.json(await terminals.complete(await accountOf(req), idOf(req), parse(completionRequest, req.body)));
    })
    .delete(TERMINAL, async (req, res) => {
      await terminals.remove(await accountOf(req), idOf(req));
      res.status(204).end();
    });
}

function idOf(req: Request): string {
  const id = terminalId.safeParse(req.params.terminalId);
  if (!id.success)
    throw notFound(
      `There is no terminal ${req.params.terminalId}; an account has the terminals 1 to ${limits.terminals}.`,
    );
  return id.data;
}

/** Newline-delimited JSON. A reader that does not keep up is let go; what it has missed is on the terminal's screen. */
function readerAt(res: Response) {
  const begin = () => {
    if (res.headersSent || res.destroyed) return;
    res.writeHead(200, {
      "content-type": "application/x-ndjson",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    });
    res.flushHeaders();
  };
  return {
    begin,
    write(output: TerminalOutput) {
      if (res.destroyed || res.writableEnded) return;
      begin();
      if (res.writableLength > limits.terminalUnread) return void res.destroy();
      res.write(`${JSON.stringify(output)}\n`);
      if ("exit" in output || "ask" in output) res.end();
    },
  };
}

const problemOf: Record<Busy, () => HttpProblem> = {
  running: () =>
    new HttpProblem({
      type: "terminal-busy",
      title: "A line is running here",
      status: 409,
      detail: "A terminal runs one line at a time, and the one before has not ended.",
      next: "Wait for it, press Ctrl-C, or use another terminal.",
    }),
  elsewhere: () =>
    new HttpProblem({
      type: "terminal-busy",
      title: "A line is running here",
      status: 409,
      detail: "A line that was sent from another window has not ended.",
      next: "Wait for it, press Ctrl-C, or use another terminal.",
    }),
  full: () =>
    new HttpProblem({
      type: "terminals-full",
      title: "All shells are at work",
      status: 503,
      detail: `This server runs ${limits.terminalLines} lines at once, and that many run now.`,
      next: "Try again in a moment; what the console and the AWS endpoint do is not affected.",
    }),
};
