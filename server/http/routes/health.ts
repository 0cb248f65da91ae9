import { Router } from "express";
import type { Context } from "../../context.ts";

/** Answers once the server can serve: it listens only then. */
export function healthRoutes({ wall }: Context): Router {
  const startedAt = wall();
  return Router().get("/health", (_req, res) => {
    res.json({ status: "ok", uptimeSeconds: Math.floor((wall() - startedAt) / 1_000) });
  });
}
