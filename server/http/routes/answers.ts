import { Router } from "express";
import type { Context } from "../../context.ts";
import { answerRequest, questionId } from "../../contract/index.ts";
import { AnswerRefused, answersOf, keepAnswer } from "../../workshop/answers.ts";
import { accountOf, participantOf } from "../participant.ts";
import { answerNotKept, parse } from "../problem.ts";

/** What a participant answered to the questions of the chapters, in the active account. */
export function answerRoutes({ answers, hub }: Pick<Context, "answers" | "hub">): Router {
  return Router()
    .get("/answers", async (req, res) => {
      const { id: participantId } = participantOf(req);
      res.json(await answersOf(answers, { participantId, account: await accountOf(req) }));
    })
    .put("/answers/:questionId", async (req, res) => {
      const { id: participantId } = participantOf(req);
      const question = parse(questionId, req.params.questionId);
      const request = parse(answerRequest, req.body);
      const account = await accountOf(req);
      const kept = await keepAnswer(answers, question, request, { participantId, account }).catch((error: unknown) => {
        throw error instanceof AnswerRefused ? answerNotKept(error.reason) : error;
      });
      res.json(kept);
      hub.publish(account.id, "progress", await account.now());
    });
}
