import compression from "compression";
import express, { type Express, type Response, Router } from "express";
import helmet from "helmet";
import type { Context } from "../context.ts";
import { limits } from "../limits.ts";
import { answerErrors, nothingThere } from "./errors.ts";
import { identity } from "./identity.ts";
import { accountRoutes } from "./routes/account.ts";
import { answerRoutes } from "./routes/answers.ts";
import { chartsRoutes } from "./routes/charts.ts";
import { connectRoutes } from "./routes/connect.ts";
import { consoleRoutes } from "./routes/console.ts";
import { descriptionRoutes } from "./routes/description.ts";
import { healthRoutes } from "./routes/health.ts";
import { liveRoutes } from "./routes/live.ts";
import { participantRoutes } from "./routes/participants.ts";
import { progressRoutes } from "./routes/progress.ts";
import { terminalRoutes } from "./routes/terminals.ts";
import { site } from "./site.ts";

/** Every route of our own interface below /api, in one list. */
export function apiRoutes(context: Context): Router {
  return Router().use(
    healthRoutes(context),
    descriptionRoutes(context),
    participantRoutes(context),
    accountRoutes(context),
    connectRoutes(context),
    liveRoutes(context),
    progressRoutes(context),
    answerRoutes(context),
    consoleRoutes(context),
    chartsRoutes(context),
    terminalRoutes(context),
  );
}

/** Our own interface and the site: identity, /api, static files, errors, in that order. */
export function createPages(context: Context): Express {
  const { config, dist } = context;
  const ours = Router()
    .use(
      "/api",
      noStore,
      express.json({ type: () => true, limit: limits.apiBodyBytes }),
      identity(context),
      apiRoutes(context),
      nothingThere,
    )
    .use(site(dist));
  const app = express()
    .disable("x-powered-by")
    .set("query parser", "simple")
    .use(securityHeaders(config.publicUrl?.protocol === "https:"))
    .use(compression({ filter: (_req, res) => !isStream(res) && compression.filter(_req, res) }));
  if (config.basePath) app.use(config.basePath, ours);
  return app.use(ours).use(answerErrors);
}

const noStore: express.RequestHandler = (_req, res, next) => {
  res.setHeader("cache-control", "no-store");
  next();
};

const isStream = (res: Response) =>
  ["text/event-stream", "application/x-ndjson"].some((it) => String(res.getHeader("content-type")).startsWith(it));

/**
 * The wider of two policies: the pages' own meta tag allows only the inline scripts it has hashed. What needs a secure context is
 * said only where there is one: over plain http browsers would complain, or look for https where nothing answers.
 */
function securityHeaders(secure: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'unsafe-inline'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:"],
        fontSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        ...(secure && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: secure,
    crossOriginOpenerPolicy: secure,
    originAgentCluster: secure,
  });
}
