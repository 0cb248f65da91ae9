import type { Account } from "../accounts/account.ts";
import type { Answer, AnswerRequest, AnswersView } from "../contract/index.ts";
import { limits } from "../limits.ts";
import { runAfter, runFrom } from "./predicted-run.ts";

/** What is kept of an answer; its run once it is complete, or once its beginning is known. */
type Body = Omit<Answer, "question" | "at">;

/** Where answers are kept, per participant and account. */
export type AnswerStore = {
  list<Kept>(participantId: string, accountId: string): Promise<{ question: string; at: number; body: Kept }[]>;
  put<Kept>(
    participantId: string,
    accountId: string,
    record: { question: string; at: number; body: Kept },
  ): Promise<void>;
};

type Asked = { participantId: string; account: Account };

/** Why an answer was not kept. */
export class AnswerRefused extends Error {
  override name = "AnswerRefused";
  readonly reason: "full" | "run-has-begun" | "no-prediction";

  constructor(reason: AnswerRefused["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

const EMPTY: Body = { text: "", prediction: null, changedAt: null, reason: "", run: null };

/** All answers of a participant in an account, the oldest first. */
export async function answersOf(store: AnswerStore, { participantId, account }: Asked): Promise<AnswersView> {
  const kept = await store.list<Body>(participantId, account.id);
  return {
    answers: await Promise.all(
      kept.map(async ({ question, at, body }) => ({ ...body, question, at, run: await runOf(account, at, body) })),
    ),
  };
}

/** What a participant wrote to questions in an account, without predictions: those are about a run of that account. */
export async function explanationsOf(
  store: AnswerStore,
  participantId: string,
  accountId: string,
): Promise<{ question: string; at: number; text: string }[]> {
  const kept = await store.list<Body>(participantId, accountId);
  return kept
    .filter(({ body }) => body.prediction === null && body.text !== "")
    .map(({ question, at, body }) => ({ question, at, text: body.text }));
}

/** Keeps an explanation that was written elsewhere, unless there is an answer here already; says whether it did. */
export async function takeExplanation(
  store: AnswerStore,
  { participantId, accountId }: { participantId: string; accountId: string },
  { question, at, text }: { question: string; at: number; text: string },
): Promise<boolean> {
  const here = await store.list<Body>(participantId, accountId);
  if (here.length >= limits.answers || here.some((it) => it.question === question)) return false;
  await store.put(participantId, accountId, { question, at, body: { ...EMPTY, text } });
  return true;
}

/**
 * Keeps an answer; what is left out stays as it was. A prediction whose run has begun is changed only where that is said
 * (`afterwards`), and is told as changed from then on. Throws `AnswerRefused`.
 */
export async function keepAnswer(
  store: AnswerStore,
  question: string,
  request: AnswerRequest,
  { participantId, account }: Asked,
): Promise<Answer> {
  const all = await store.list<Body>(participantId, account.id);
  const before = all.find((it) => it.question === question);
  if (!before && all.length >= limits.answers) throw new AnswerRefused("full");
  const now = await account.now();
  const { text, prediction, reason, afterwards } = request;
  const body = { ...EMPTY, ...before?.body };
  if (reason !== undefined && !(prediction ?? body.prediction)) throw new AnswerRefused("no-prediction");

  // Until the run begins a prediction is as new as its last change.
  let at = before?.at ?? now;
  const run = before ? await runOf(account, at, body) : null;
  const changes = prediction !== undefined && prediction.choice !== body.prediction?.choice;
  if (changes && run && body.prediction && !afterwards) throw new AnswerRefused("run-has-begun");
  if (changes && run && body.prediction) body.changedAt = now;
  else if (changes) at = now;

  const next: Body = {
    ...body,
    text: text ?? body.text,
    reason: reason ?? body.reason,
    prediction: prediction ?? body.prediction,
  };
  next.run = await runOf(account, at, { ...next, run: run ?? next.run });
  await store.put(participantId, account.id, { question, at, body: next });
  return { ...next, question, at };
}

/**
 * The run of a prediction. One that is complete stays as it was kept: the load generator remembers its last run only, and activities
 * go after six weeks.
 */
async function runOf(account: Account, at: number, { prediction, run }: Body): Promise<Answer["run"]> {
  if (!prediction || run?.complete) return run;
  return run
    ? runFrom(account, run.beganAt, prediction.minutes)
    : runAfter(account, { at, begins: prediction.begins, minutes: prediction.minutes });
}
