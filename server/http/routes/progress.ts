import { Router } from "express";
import type { Context } from "../../context.ts";
import { checkRequest } from "../../contract/index.ts";
import { languageOf } from "../language.ts";
import { accountOf, participantOf } from "../participant.ts";
import { notFound, parse } from "../problem.ts";

/** How far a participant is, and the check of a step. */
export function progressRoutes({ workshop }: Pick<Context, "workshop">): Router {
  return Router()
    .get("/progress", async (req, res) => {
      const account = await accountOf(req);
      res.json(await workshop.progress(participantOf(req).id, account.accountId));
    })
    .post("/steps/:stepId/check", async (req, res) => {
      const { stepId } = req.params;
      const participantId = participantOf(req).id;
      const { auto = false } = parse(checkRequest, req.body);
      if (!workshop.has(stepId))
        throw notFound(`The workshop has no step ${stepId}; GET /api/progress lists its steps.`);
      res.json(
        await workshop.check(stepId, { participantId, account: await accountOf(req), auto, language: languageOf(req) }),
      );
    });
}
