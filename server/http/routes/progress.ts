import { type Request, Router } from "express";
import type { Context } from "../../context.ts";
import { checkRequest, helpRequest, hintRequest, progressFile } from "../../contract/index.ts";
import { exportProgress, importProgress, isOurs } from "../../workshop/progress-file.ts";
import { NotSolvable } from "../../workshop/solving.ts";
import { languageOf } from "../language.ts";
import { accountOf, participantOf } from "../participant.ts";
import { stepsOf } from "../participants.ts";
import { cannotSolve, notFound, nothingToSolve, notOurFile, otherAccount, parse, stepNotUndoable } from "../problem.ts";

/** How far a participant is, as JSON and as a file of theirs; the check of a step, and help with it. */
export function progressRoutes({
  workshop,
  participants,
  progress,
  answers,
  progressKey,
  hub,
  wall,
}: Pick<Context, "workshop" | "participants" | "progress" | "answers" | "progressKey" | "hub" | "wall">): Router {
  /** The step that is asked about, in the participant's active account, which has to be its own. */
  async function asked(req: Request<{ stepId: string }>) {
    const { stepId } = req.params;
    const { id: participantId, purpose } = participantOf(req);
    if (!workshop.has(stepId)) throw notFound(`The workshop has no step ${stepId}; GET /api/progress lists its steps.`);
    if (workshop.purposeOf(stepId) !== stepsOf(purpose)) throw otherAccount(stepId, workshop.purposeOf(stepId));
    return { stepId, by: { participantId, account: await accountOf(req), language: languageOf(req) } };
  }

  async function help(req: Request<{ stepId: string }>, as: "solved" | "skipped" | "restarted") {
    const { preview = false } = parse(helpRequest, req.body);
    const { stepId, by } = await asked(req);
    return workshop.help(stepId, as, { ...by, preview }).catch((error: unknown) => {
      if (!(error instanceof NotSolvable)) throw error;
      throw error.reason === "unavailable" ? cannotSolve(error.message) : nothingToSolve(stepId, error.reason);
    });
  }

  /** The chapter that is asked about, in its own account. */
  async function chapterAsked(req: Request<{ slug: string }>) {
    const { slug } = req.params;
    const { id: participantId, purpose } = participantOf(req);
    const own = workshop.chapterPurpose(slug);
    if (own === undefined) throw notFound(`There is no chapter ${slug} to test out; GET /api/progress lists them.`);
    if (own !== purpose) throw otherAccount(slug, own);
    const { preview = false } = parse(helpRequest, req.body);
    return { slug, by: { participantId, account: await accountOf(req), language: languageOf(req), preview } };
  }

  return Router()
    .get("/progress", async (req, res) => {
      const participant = participantOf(req);
      res.json(await workshop.progress(participant.id, await participants.scopesOf(participant), languageOf(req)));
    })
    .get("/progress/file", async (req, res) => {
      const participant = participantOf(req);
      const owner = { participantId: participant.id, accounts: await participants.scopesOf(participant) };
      res.attachment("ecs-auto-scaling-progress.json");
      res.send(
        JSON.stringify(
          await exportProgress({ progress, answers }, owner, { key: await progressKey(), now: wall() }),
          null,
          2,
        ),
      );
    })
    .post("/progress/file", async (req, res) => {
      const file = parse(progressFile, req.body);
      const participant = participantOf(req);
      if (!isOurs(file, await progressKey())) throw notOurFile();
      const accounts = await participants.scopesOf(participant);
      res.json(await importProgress({ progress, answers }, { participantId: participant.id, accounts }, file));
      for (const accountId of accounts.values()) hub.publish(accountId, "progress", wall());
    })
    .post("/steps/:stepId/check", async (req, res) => {
      participantOf(req);
      const { auto = false } = parse(checkRequest, req.body);
      const { stepId, by } = await asked(req);
      res.json(await workshop.check(stepId, { ...by, auto }));
    })
    .post("/steps/:stepId/hint", async (req, res) => {
      const { level } = parse(hintRequest, req.body);
      const { stepId, by } = await asked(req);
      await workshop.hint(stepId, level, by);
      res.status(204).end();
    })
    .post("/steps/:stepId/solve", async (req, res) => {
      res.json(await help(req, "solved"));
    })
    .post("/steps/:stepId/skip", async (req, res) => {
      res.json(await help(req, "skipped"));
    })
    .post("/steps/:stepId/restart", async (req, res) => {
      res.json(await help(req, "restarted"));
    })
    .post("/steps/:stepId/undo", async (req, res) => {
      const { preview = false } = parse(helpRequest, req.body);
      const { stepId, by } = await asked(req);
      const answer = await workshop.undo(stepId, { ...by, preview });
      if (!answer && !preview) throw stepNotUndoable(stepId);
      res.json(answer ?? { undone: false, until: null, since: [] });
    })
    .post("/chapters/:slug/test-out", async (req, res) => {
      const { slug, by } = await chapterAsked(req);
      res.json(await workshop.testOut(slug, by));
    })
    .post("/chapters/:slug/test-out/undo", async (req, res) => {
      const { slug, by } = await chapterAsked(req);
      const answer = await workshop.undoTestOut(slug, by);
      if (!answer && !by.preview) throw stepNotUndoable(slug);
      res.json(answer ?? { undone: false, until: null, since: [] });
    });
}
