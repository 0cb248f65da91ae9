import { Router } from "express";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { Charts } from "../../workshop/charts.ts";
import { timelineOf } from "../../workshop/timeline.ts";
import { accountOf } from "../participant.ts";
import { parse } from "../problem.ts";

const query = z.object({
  since: z.coerce.number("since is account time in epoch milliseconds").int().min(0).optional(),
});

/** What the charts and the timeline draw. */
export function chartsRoutes(_: Context): Router {
  const charts = new Charts();
  return Router()
    .get("/charts", async (req, res) => {
      res.json(await charts.read(await accountOf(req), parse(query, req.query)));
    })
    .get("/timeline", async (req, res) => {
      res.json(await timelineOf(await accountOf(req), parse(query, req.query)));
    });
}
