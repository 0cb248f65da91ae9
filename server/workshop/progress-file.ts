import { createHmac, timingSafeEqual } from "node:crypto";
import { type CheckResult, PROGRESS_FORMAT, type ProgressFile, type ProgressImported } from "../contract/index.ts";
import type { ProgressStore } from "./progress.ts";

type Owner = { participantId: string /** By purpose. */; accounts: ReadonlyMap<string, string> };

/** What a participant has done in every account, signed with `key`. `now`: wall time. */
export async function exportProgress(
  store: ProgressStore,
  { participantId, accounts }: Owner,
  { key, now }: { key: string; now: number },
): Promise<ProgressFile> {
  const steps: ProgressFile["steps"] = [];
  for (const [purpose, scope] of accounts)
    for (const { step, status, at } of await store.list(participantId, scope))
      if (status !== "todo") steps.push({ purpose, step, status, at });
  const content = { format: PROGRESS_FORMAT, version: 1, exportedAt: now, steps } as const;
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
  store: ProgressStore,
  { participantId, accounts }: Owner,
  { steps }: ProgressFile,
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
    const here = (await store.list(participantId, scope)).find((it) => it.step === step);
    if (here && here.status !== "todo") {
      kept++;
      continue;
    }
    const result: CheckResult = { status: "skipped", checks: [], took_ms: 0, evaluated_at: at, rev: "imported" };
    await store.put({ participantId, scope, step, status, at, result });
    imported++;
  }
  return { imported, kept, withoutAccount: [...withoutAccount] };
}

/** Over the members in a fixed order, so that it does not matter how a file was laid out. */
function signatureOf({ format, version, exportedAt, steps }: Omit<ProgressFile, "signature">, key: string): string {
  const text = JSON.stringify([
    format,
    version,
    exportedAt,
    steps.map((it) => [it.purpose, it.step, it.status, it.at]),
  ]);
  return createHmac("sha256", key).update(text).digest("hex");
}
