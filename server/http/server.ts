import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { Context } from "../context.ts";
import { logError } from "../log.ts";
import { answerAws } from "./aws.ts";
import { isOurHost, pathBelowBase } from "./origin.ts";
import { misdirected } from "./problem.ts";
import { sendProblem } from "./send-problem.ts";

/** An import of node:http reads all of its exports, also those that load fetch, HTTP/2 and TLS: 40 ms of the start, 3 like this. */
const http = createRequire(import.meta.url)("node:http") as typeof import("node:http");

/** Idle connections stay this long: longer than the pools of SDK clients and proxies, so that they close first. */
const KEEP_ALIVE_MS = 65_000;
/** Express and the contract's schemas take about as long to load as everything else; an AWS client need not wait for them. */
const LOAD_PAGES_AFTER_MS = 300;

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** The server of everything: AWS endpoint and application first and bare, then our own interface and the site through Express. */
export function createServer(context: Context): Server {
  const pages = loadedOnce(async () => (await import("./pages.ts")).createPages(context));
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (req, res) => {
    answer(req, res, context, pages).catch((error: unknown) => broken(req, res, error));
  });
  server.once("listening", () => setTimeout(pages, LOAD_PAGES_AFTER_MS).unref());
  return server;
}

async function answer(req: IncomingMessage, res: ServerResponse, context: Context, pages: () => Promise<Handler>) {
  const { config, application } = context;
  if (!isOurHost(req, config))
    return sendProblem(res, misdirected(req.headers.host ?? "").problem, req.method === "HEAD");
  const [, first, second, ...below] = pathBelowBase(req.url ?? "/", config).split("/");
  if (first === "aws") return answerAws(req, res, context);
  if (first === "app" && second) return application.answer(second, `/${below.join("/")}`, req, res);
  (await pages())(req, res);
}

function loadedOnce<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  let loaded: Promise<Loaded> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}

/** A request outside Express that ended in an error: said in the log; whoever asked is told where that is still possible. */
function broken(req: IncomingMessage, res: ServerResponse, error: unknown): void {
  if (res.destroyed) return; // The client has left.
  // Not the whole address: it may name an application or carry a signature.
  logError(`${req.method} /${req.url?.split(/[/?]/, 2)[1]}`, error);
  if (res.headersSent) res.destroy();
  else res.writeHead(500, { "content-type": "text/plain" }).end("The server met a situation it was not made for.\n");
}
