import { Router } from "express";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { announcementsOf } from "../../workshop/announcements.ts";
import { Charts } from "../../workshop/charts.ts";
import { timelineOf } from "../../workshop/timeline.ts";
import { languageOf } from "../language.ts";
import { accountOf } from "../participant.ts";
import { parse } from "../problem.ts";

const query = z.object({
  since: z.coerce.number("since is account time in epoch milliseconds").int().min(0).optional(),
});

/** What the charts and the timeline draw, and what is said of it. */
export function chartsRoutes(_: Context): Router {
  const charts = new Charts();
  return Router()
    .get("/charts", async (req, res) => {
      res.json(await charts.read(await accountOf(req), parse(query, req.query)));
    })
    .get("/announcements", async (req, res) => {
      const account = await accountOf(req);
      const { since = await account.now() } = parse(query, req.query);
      res.json(await announcementsOf(account, { since, language: languageOf(req) }));
    })
    .get("/timeline", async (req, res) => {
      res.json(await timelineOf(await accountOf(req), { ...parse(query, req.query), language: languageOf(req) }));
    });
}
