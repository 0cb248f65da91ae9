import { createHmac, timingSafeEqual } from "node:crypto";
import { type CheckResult, PROGRESS_FORMAT, type ProgressFile, type ProgressImported } from "../contract/index.ts";
import { limits } from "../limits.ts";
import { type AnswerStore, explanationsOf, takeExplanation } from "./answers.ts";
import type { ProgressStore } from "./progress.ts";

/** Where the two things that go into the file are kept. */
type Stores = { progress: ProgressStore; answers: AnswerStore };
type Owner = { participantId: string /** By purpose. */; accounts: ReadonlyMap<string, string> };

/** What a participant has done and answered in every account, signed with `key`. `now`: wall time. */
export async function exportProgress(
  { progress, answers }: Stores,
  { participantId, accounts }: Owner,
  { key, now }: { key: string; now: number },
): Promise<ProgressFile> {
  const steps: ProgressFile["steps"] = [];
  const explanations: NonNullable<ProgressFile["answers"]> = [];
  for (const [purpose, scope] of accounts) {
    for (const { step, status, at } of await progress.list(participantId, scope))
      if (status !== "todo") steps.push({ purpose, step, status, at });
    for (const it of await explanationsOf(answers, participantId, scope)) explanations.push({ purpose, ...it });
  }
  const content = {
    format: PROGRESS_FORMAT,
    version: 1,
    exportedAt: now,
    steps,
    ...(explanations.length > 0 && { answers: explanations.slice(0, limits.answers) }),
  } as const;
  return { ...content, signature: signatureOf(content, key) };
}

/**
 * Whether this server wrote the file and nobody changed it since. A step counts as done because its check was seen to pass; the
 * signature is what carries that over. It does not say who did it.
 */
export function isOurs({ signature, ...content }: ProgressFile, key: string): boolean {
  const [given, right] = [signature, signatureOf(content, key)].map((it) => Buffer.from(it));
  return given!.length === right!.length && timingSafeEqual(given!, right!);
}

/** Takes over what is not here yet. A record that is here stays: it is the newer word about this account. */
export async function importProgress(
  stores: Stores,
  { participantId, accounts }: Owner,
  { steps, answers = [] }: ProgressFile,
): Promise<ProgressImported> {
  const withoutAccount = new Set<string>();
  let imported = 0;
  let kept = 0;
  for (const { purpose, step, status, at } of steps) {
    const scope = accounts.get(purpose);
    if (!scope) {
      withoutAccount.add(purpose.replace(/^lab:/, ""));
      continue;
    }
    const here = (await stores.progress.list(participantId, scope)).find((it) => it.step === step);
    if (here && here.status !== "todo") {
      kept++;
      continue;
    }
    const result: CheckResult = { status: "skipped", checks: [], took_ms: 0, evaluated_at: at, rev: "imported" };
    await stores.progress.put({ participantId, scope, step, status, at, result });
    imported++;
  }
  let taken = 0;
  for (const { purpose, ...answer } of answers) {
    const accountId = accounts.get(purpose);
    if (accountId && (await takeExplanation(stores.answers, { participantId, accountId }, answer))) taken++;
  }
  return { imported, kept, answers: taken, withoutAccount: [...withoutAccount] };
}

/** Over the members in a fixed order, so that it does not matter how a file was laid out. */
function signatureOf(
  { format, version, exportedAt, steps, answers }: Omit<ProgressFile, "signature">,
  key: string,
): string {
  const text = JSON.stringify([
    format,
    version,
    exportedAt,
    steps.map((it) => [it.purpose, it.step, it.status, it.at]),
    ...(answers ? [answers.map((it) => [it.purpose, it.question, it.at, it.text])] : []),
  ]);
  return createHmac("sha256", key).update(text).digest("hex");
}
