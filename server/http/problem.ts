import type { z } from "zod";
import type { Problem } from "../contract/index.ts";
import type { Values } from "../workshop/messages/say.ts";

/** A refusal of our own interface, thrown anywhere in a route and answered as an RFC 9457 problem. */
export class HttpProblem extends Error {
  override name = "HttpProblem";
  /** Its sentences are English ICU patterns where there are `values`. */
  readonly problem: Problem;
  readonly values: Values | undefined;

  constructor(problem: Problem, values?: Values) {
    super(problem.detail);
    this.problem = problem;
    this.values = values;
  }
}

/** `value` as the contract has it; where it breaks the contract, a 400 problem that names each field. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value ?? {});
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
  throw new HttpProblem({
    type: "invalid-request",
    title: "The request is not valid",
    status: 400,
    detail: errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join("; "),
    next: "Correct what is named and send it again; /api/openapi.json describes every request.",
    errors,
  });
}

export const noParticipant = () =>
  new HttpProblem({
    type: "no-participant",
    title: "You are not a participant yet",
    status: 401,
    detail: "The request carries no identity this server knows.",
    next: "POST /api/participants makes you one; then send its cookie, or its token as Authorization: Bearer.",
  });

export const notFound = (detail = "There is nothing at this address.") =>
  new HttpProblem({
    type: "not-found",
    title: "Not found",
    status: 404,
    detail,
    next: "Check the address; /api/openapi.json lists what there is.",
  });

export const foreignOrigin = () =>
  new HttpProblem({
    type: "foreign-origin",
    title: "The request came from another site",
    status: 403,
    detail: "A change with the identity cookie is taken from this server's own pages only.",
    next: "Open the workshop itself, or send the token as Authorization: Bearer.",
  });

export const notJson = () =>
  new HttpProblem({
    type: "not-json",
    title: "The request is not JSON",
    status: 415,
    detail: "A change with the identity cookie needs content-type: application/json.",
    next: "Send the header content-type: application/json, or the token as Authorization: Bearer.",
  });

export const misdirected = (host: string) =>
  new HttpProblem({
    type: "misdirected",
    title: "This server is not known by that name",
    status: 421,
    detail: `The request was for the host ${host || "(none)"}.`,
    next: "Open the address that the server printed at its start; whoever runs it can set PUBLIC_URL to the address people use.",
  });

export const full = (participants: number) =>
  new HttpProblem(
    {
      type: "full",
      title: "All places are taken",
      status: 503,
      detail:
        "This server has room for {participants, plural, one {# participant} other {# participants}}, and that many are here.",
      next: "Read on: every chapter is there without an account. Ask whoever runs the workshop for a place, or try again tomorrow.",
    },
    { participants },
  );

export const tooManyStreams = (streams: number) =>
  new HttpProblem(
    {
      type: "too-many-streams",
      title: "Too many open streams",
      status: 429,
      detail: "A participant may hold {streams} live streams at a time.",
      next: "Close some of the workshop's windows, then reload this one.",
    },
    { streams },
  );

/** A capability that only a sandbox has. */
export const cannot = (capability: "clock" | "load" | "decisions" | "reset") =>
  new HttpProblem({
    type: "not-available",
    title: "This account cannot do that",
    status: 409,
    detail: {
      clock: "Time in this account cannot be set.",
      load: "This account has no load generator.",
      decisions: "This account does not tell why it scaled.",
      reset: "This account cannot start over.",
    }[capability],
    next: "Use a sandbox account for this.",
  });

export const nothingToUndo = () =>
  new HttpProblem({
    type: "nothing-to-undo",
    title: "There is nothing to undo",
    status: 409,
    detail: "The account was not reset within the last ten minutes.",
    next: "Go on with the account as it is, or reset it again.",
  });

/** Completion is what this server has seen; anybody can write a file that says it. */
export const notOurFile = () =>
  new HttpProblem({
    type: "not-our-file",
    title: "This file was not written by this server",
    status: 422,
    detail: "Its signature does not fit: it comes from another server, or something in it was changed.",
    next: "Take the file as it was downloaded from this server. Progress of another server cannot be taken over: check the steps here again.",
  });

export const nothingToSolve = (stepId: string, why: "passes" | "read") =>
  new HttpProblem(
    {
      type: "nothing-to-solve",
      title: "There is nothing to solve",
      status: 409,
      detail: why === "read" ? "The step {step} only asks to read." : "The account already is as the step {step} asks.",
      next: why === "read" ? "Mark it as read, or skip it." : "Check the step: it passes.",
    },
    { step: stepId },
  );

export const cannotSolve = (why: string) =>
  new HttpProblem({
    type: "not-available",
    title: "This account cannot do that",
    status: 409,
    detail: why,
    next: "Do the step yourself, or use a sandbox account for this.",
  });

export const stepNotUndoable = (stepId: string) =>
  new HttpProblem(
    {
      type: "nothing-to-undo",
      title: "There is nothing to undo",
      status: 409,
      detail:
        "Nothing was done for you at {step} within the last ten minutes, or the account was reset since, or something was done at another step.",
      next: "Go on with the account as it is, or start over.",
    },
    { step: stepId },
  );

const ANSWER_NOT_KEPT = {
  full: [
    "You have answered as many questions as one account keeps.",
    "Change an answer that is there; the chapters have far fewer questions.",
  ],
  "run-has-begun": [
    "The run that you predicted has begun, so your prediction stays as it was.",
    "To change it all the same send it with afterwards: true; it is then told as changed after the run began.",
  ],
  "no-prediction": [
    "A reason belongs to a prediction, and there is none for this question.",
    "Send the prediction first.",
  ],
} as const;

export const answerNotKept = (reason: keyof typeof ANSWER_NOT_KEPT) =>
  new HttpProblem({
    type: `answer-${reason}`,
    title: "The answer was not kept",
    status: 409,
    detail: ANSWER_NOT_KEPT[reason][0],
    next: ANSWER_NOT_KEPT[reason][1],
  });

export const cannotConnect = (what: string, next: string, field: string | undefined) =>
  new HttpProblem({
    type: "cannot-connect",
    title: "This AWS account cannot be connected",
    status: 422,
    detail: what,
    next,
    ...(field && { errors: [{ field, message: what }] }),
  });

export const notOffered = () =>
  new HttpProblem({
    type: "not-offered",
    title: "There is no such account to connect",
    status: 409,
    detail: "An account is confirmed within ten minutes after it was shown, by its own id.",
    next: "Enter the credentials again: POST /api/account/connect shows whose account they are for.",
  });

/** A step is checked in the account of its own chapter or lab. */
export const otherAccount = (stepId: string, purpose: string) =>
  new HttpProblem(
    {
      type: "other-account",
      title: "Another account is active",
      status: 409,
      detail:
        purpose === "workshop"
          ? "The step {step} is done in the account of the workshop."
          : "The step {step} is done in the account of the lab {lab}.",
      next: "Switch to that account first: PUT /api/account/active.",
    },
    { step: stepId, lab: purpose.slice("lab:".length) },
  );
