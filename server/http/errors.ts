import { randomUUID } from "node:crypto";
import type { ErrorRequestHandler, RequestHandler } from "express";
import { areCredentialsRefused, denialOf, denialWords, isUnreachable } from "../accounts/denied.ts";
import type { Problem } from "../contract/index.ts";
import { logError } from "../log.ts";
import { NewerWorld } from "../sandbox/versions.ts";
import { languageOf } from "./language.ts";
import { HttpProblem, notFound } from "./problem.ts";
import { inLanguage } from "./problem-words.ts";
import { sendProblem } from "./send-problem.ts";

/** The last handler of Express: whatever a route threw becomes a problem. */
export const answerErrors: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error);
  const { problem, values } = problemOf(error, `${req.method} ${req.path}`);
  sendProblem(res, inLanguage(problem, languageOf(req), values), req.method === "HEAD");
};

/** What is asked for below /api and is not there. */
export const nothingThere: RequestHandler = (req) => {
  throw notFound(`There is no ${req.method} ${req.baseUrl}${req.path}.`);
};

function problemOf(error: unknown, what: string): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const known = knownRefusal(error);
  if (known) return new HttpProblem(known);
  const requestId = randomUUID();
  logError(what, error, { requestId });
  return new HttpProblem(
    {
      type: "bug",
      title: "Something went wrong on our side",
      status: 500,
      detail: "The server met a situation it was not made for. Nothing you did is lost.",
      next: "Try again. If it happens again, tell whoever runs the workshop this id: {id}",
      requestId,
    },
    { id: requestId },
  );
}

/** What else a route may throw on purpose, or lets through. */
function knownRefusal(error: unknown): Problem | undefined {
  const denied = denialOf(error);
  if (denied) {
    const { what, next } = denialWords(denied);
    return { type: "not-allowed", title: "A permission is missing", status: 403, detail: what, next };
  }
  if (areCredentialsRefused(error)) {
    return {
      type: "credentials-ended",
      title: "AWS no longer takes the credentials",
      status: 409,
      detail: "The credentials of your AWS account have ended or were taken back. Nothing you did is lost.",
      next: "Connect the account again with new credentials, and go on where you are.",
    };
  }
  if (isUnreachable(error)) {
    return {
      type: "unreachable",
      title: "AWS could not be reached",
      status: 502,
      detail:
        "This server got no answer from AWS in time. Nobody knows whether a change that was on its way has arrived.",
      next: "Try again in a moment, and look first whether the last change was made.",
    };
  }
  if (isAwsRefusal(error)) {
    return {
      type: "aws-error",
      title: error.name,
      status: error.$metadata?.httpStatusCode ?? 502,
      detail: `${error.name}: ${error.message}`,
      next: "This is what AWS answers; correct what it names, or look at the account's present state.",
    };
  }
  if (error instanceof NewerWorld) {
    return {
      type: "newer-version",
      title: "A newer version of the workshop is running",
      status: 503,
      detail: "This account was saved by a newer version of the server than the one that answered.",
      next: "Try again in a moment: the newer one answers as soon as the change of versions is done.",
    };
  }
  return bodyRefusal(error);
}

/** An exception of an SDK client: what AWS, or the sandbox in AWS's place, refused. */
function isAwsRefusal(error: unknown): error is Error & { $metadata?: { httpStatusCode?: number } } {
  return error instanceof Error && "$fault" in error;
}

/** What the body parser and Express's own parts refuse: too large, no JSON, a path that cannot be decoded. */
function bodyRefusal(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number" || error.status >= 500)
    return undefined;
  return {
    type: error.status === 413 ? "too-large" : "invalid-request",
    title: error.status === 413 ? "The request is too large" : "The request is not valid",
    status: error.status,
    detail:
      error.status === 413
        ? "The body is longer than this interface takes."
        : "The request could not be read; a body has to be JSON.",
    next: "Correct the request and send it again; /api/openapi.json describes every request.",
  };
}
