import { Router } from "express";
import type { Context } from "../../context.ts";
import { checkRequest } from "../../contract/index.ts";
import { languageOf } from "../language.ts";
import { accountOf, participantOf } from "../participant.ts";
import { notFound, otherAccount, parse } from "../problem.ts";

/** How far a participant is, and the check of a step. */
export function progressRoutes({ workshop, participants }: Pick<Context, "workshop" | "participants">): Router {
  return Router()
    .get("/progress", async (req, res) => {
      const { id } = participantOf(req);
      res.json(await workshop.progress(id, await participants.accountsOf(id)));
    })
    .post("/steps/:stepId/check", async (req, res) => {
      const { stepId } = req.params;
      const { id: participantId, purpose } = participantOf(req);
      const { auto = false } = parse(checkRequest, req.body);
      if (!workshop.has(stepId))
        throw notFound(`The workshop has no step ${stepId}; GET /api/progress lists its steps.`);
      if (workshop.purposeOf(stepId) !== purpose) throw otherAccount(stepId, workshop.purposeOf(stepId));
      res.json(
        await workshop.check(stepId, { participantId, account: await accountOf(req), auto, language: languageOf(req) }),
      );
    });
}
