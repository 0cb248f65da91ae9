import { type Response, Router } from "express";
import { z } from "zod";
import type { Account } from "../../accounts/account.ts";
import type { Context } from "../../context.ts";
import { activeAccount, clockSetting, exportFormat, loadSetting, resetSetting } from "../../contract/index.ts";
import { failuresCsv, historyCsv, statsCsv } from "../../terminal/locust/csv.ts";
import { explainedDecisions } from "../../workshop/explained-decisions.ts";
import { exportOf } from "../../workshop/export.ts";
import { sayIn } from "../../workshop/messages/say.ts";
import { whatGoes } from "../../workshop/what-goes.ts";
import { accountView } from "../account-view.ts";
import { languageOf } from "../language.ts";
import { accountOf, participantOf } from "../participant.ts";
import { WORKSHOP } from "../participants.ts";
import { cannot, notFound, nothingToUndo, parse } from "../problem.ts";

const exportQuery = z.object({ format: exportFormat });

/** The participant's active account: what it is, its clock, its load generator, starting over. */
export function accountRoutes(context: Context): Router {
  const { participants, streams, hub } = context;
  return Router()
    .get("/account", async (req, res) => {
      res.json(await accountView(context, req, participantOf(req), await accountOf(req)));
    })
    .put("/account/active", async (req, res) => {
      const participant = participantOf(req);
      const before = participant.accountId;
      const { lab } = parse(activeAccount, req.body);
      if (!(await participants.enter(participant, lab === null ? WORKSHOP : `lab:${lab}`)))
        throw notFound(`There is no lab ${lab}; GET /api/progress lists them.`);
      const account = participants.account(participant);
      res.json(await accountView(context, req, participant, account));
      // Every other tab looks at the account that was active: its stream ends, and comes back for the new one.
      if (participant.accountId !== before) {
        hub.publish(before, "account", await account.now());
        streams.endOf(participant.id);
      }
    })
    .put("/account/clock", async (req, res) => {
      const clock = having(await accountOf(req), "clock");
      res.json(await clock.set(parse(clockSetting, req.body)));
    })
    .get("/account/load", async (req, res) => {
      const load = having(await accountOf(req), "load");
      res.json(await load.read());
    })
    .put("/account/load", async (req, res) => {
      const load = having(await accountOf(req), "load");
      res.json(await load.set(parse(loadSetting, req.body)));
    })
    .get("/account/load/stats.csv", async (req, res) => {
      const { stats } = await having(await accountOf(req), "load").read(Number.POSITIVE_INFINITY);
      sendCsv(res, "load_stats.csv", statsCsv(stats));
    })
    .get("/account/load/stats_history.csv", async (req, res) => {
      sendCsv(res, "load_stats_history.csv", historyCsv(await having(await accountOf(req), "load").moments()));
    })
    .get("/account/load/failures.csv", async (req, res) => {
      const { errors } = await having(await accountOf(req), "load").read(Number.POSITIVE_INFINITY);
      sendCsv(res, "load_failures.csv", failuresCsv(errors));
    })
    .get("/account/decisions", async (req, res) => {
      const account = await accountOf(req);
      res.json(await explainedDecisions(account, having(account, "decisions"), languageOf(req)));
    })
    .get("/account/export", async (req, res) => {
      const { format } = parse(exportQuery, req.query);
      res.json(await exportOf(await accountOf(req), format));
    })
    .get("/account/reset", async (req, res) => {
      const account = await accountOf(req);
      having(account, "reset");
      res.json({ goes: await whatGoes(account, sayIn(languageOf(req))) });
    })
    .post("/account/reset", async (req, res) => {
      const reset = having(await accountOf(req), "reset");
      const { to, clock } = parse(resetSetting, req.body);
      await reset.to(to, clock);
      res.json({ undoUntil: await reset.undoUntil() });
    })
    .post("/account/reset/undo", async (req, res) => {
      const reset = having(await accountOf(req), "reset");
      if ((await reset.undoUntil()) === null) throw nothingToUndo();
      await reset.undo();
      res.json({ undoUntil: await reset.undoUntil() });
    });
}

/** A file of Locust's, as a download. */
const sendCsv = (res: Response, name: string, text: string): void => {
  res.type("text/csv").attachment(name).send(text);
};

/** A capability that only some accounts have. */
function having<Name extends "clock" | "load" | "decisions" | "reset">(
  account: Account,
  name: Name,
): NonNullable<Account[Name]> {
  const capability = account[name];
  if (!capability) throw cannot(name);
  return capability;
}
