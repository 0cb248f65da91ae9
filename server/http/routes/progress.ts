import { Router } from "express";
import type { Context } from "../../context.ts";
import { checkRequest, progressFile } from "../../contract/index.ts";
import { exportProgress, importProgress, isOurs } from "../../workshop/progress-file.ts";
import { languageOf } from "../language.ts";
import { accountOf, participantOf } from "../participant.ts";
import { notFound, notOurFile, otherAccount, parse } from "../problem.ts";

/** How far a participant is, and the check of a step. */
export function progressRoutes({
  workshop,
  participants,
  progress,
  progressKey,
  hub,
  wall,
}: Pick<Context, "workshop" | "participants" | "progress" | "progressKey" | "hub" | "wall">): Router {
  return Router()
    .get("/progress", async (req, res) => {
      const { id } = participantOf(req);
      res.json(await workshop.progress(id, await participants.accountsOf(id)));
    })
    .get("/progress/file", async (req, res) => {
      const { id } = participantOf(req);
      const owner = { participantId: id, accounts: await participants.accountsOf(id) };
      res.attachment("ecs-auto-scaling-progress.json");
      res.send(
        JSON.stringify(await exportProgress(progress, owner, { key: await progressKey(), now: wall() }), null, 2),
      );
    })
    .post("/progress/file", async (req, res) => {
      const file = parse(progressFile, req.body);
      const { id } = participantOf(req);
      if (!isOurs(file, await progressKey())) throw notOurFile();
      const accounts = await participants.accountsOf(id);
      res.json(await importProgress(progress, { participantId: id, accounts }, file));
      for (const accountId of accounts.values()) hub.publish(accountId, "progress", wall());
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
