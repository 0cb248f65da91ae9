import { readFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { CLUSTER, SERVICE } from "../support/names.ts";
import { removeDataDir, type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";

type Shell = Awaited<ReturnType<typeof newShell>>;
type Quantiles = { p50: number; p99: number };

const DESCRIBE = `aws ecs describe-services --cluster ${CLUSTER} --services ${SERVICE} | jq '.services[0].runningCount'`;
/** Somebody who types sends a line about so often. */
const LINE_EVERY_MS = 2_000;
const TYPING_MS = 15_000;
/** Others, and how often each of them asks something. */
const OTHERS = 10;
const ASK_EVERY_MS = 100;
const ASKING_MS = 8_000;

const ATTACKS = {
  "while true, in four terminals": "while true; do :; done",
  "a fork bomb, in four terminals": ":(){ :|:& };:",
  "a line that never pauses": "x=$(printf '%1000000s' a); while ((1)); do [[ $x == *b* ]]; done",
  "a flood of output": "while true; do seq 1000; done",
};

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const quantile = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** From opening the panel on a server that has just started to its prompt, and from there to the end of the first line. */
export async function firstPrompt(): Promise<{ promptMs: number; firstLineMs: number }> {
  const server = await startServer();
  const me = await newShell(server.url);
  const promptMs = await timed(() => me.view());
  const firstLineMs = await timed(() => me.run("echo hello | tr a-z A-Z"));
  await server.close();
  return { promptMs, firstLineMs };
}

/** Milliseconds from sending `aws … | jq` to the end of its answer, while so many participants type, each at a pace of their own. */
export async function typing(participants: number): Promise<{ p50: number; p95: number; lines: number }> {
  const server = await startServer();
  const shells = await Promise.all(Array.from({ length: participants }, () => newShell(server.url)));
  for (const it of shells) await it.run(DESCRIBE);
  const times: number[] = [];
  const until = performance.now() + TYPING_MS;
  await Promise.all(
    shells.map(async (it, i) => {
      await sleep((i / participants) * LINE_EVERY_MS);
      while (performance.now() < until) {
        times.push(await timed(() => it.run(DESCRIBE)));
        await sleep(LINE_EVERY_MS);
      }
    }),
  );
  await server.close();
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), lines: times.length };
}

/** How long others wait for an answer of the console while one participant does their worst, and while nobody does. */
export async function beside(): Promise<Record<string, { alone: Quantiles; attacked: Quantiles }>> {
  const server = await startServer();
  const others = await Promise.all(Array.from({ length: OTHERS }, () => newShell(server.url)));
  const attacker = await newShell(server.url);
  await asked(others, 2_000);
  const figures: Record<string, { alone: Quantiles; attacked: Quantiles }> = {};
  for (const [what, attack] of Object.entries(ATTACKS)) {
    const alone = await asked(others, ASKING_MS);
    const until = performance.now() + ASKING_MS;
    const attacking = ["1", "2", "3", "4"].map(async (terminal) => {
      while (performance.now() < until) await attacker.run(attack, { terminal });
    });
    const attacked = await asked(others, ASKING_MS);
    for (const terminal of ["1", "2", "3", "4"]) await attacker.interrupt(terminal);
    await Promise.all(attacking);
    figures[what] = { alone, attacked };
  }
  await server.close();
  return figures;
}

async function asked(others: Shell[], ms: number): Promise<Quantiles> {
  const times: number[] = [];
  const until = performance.now() + ms;
  await Promise.all(
    others.map(async (it, i) => {
      await sleep((i / others.length) * ASK_EVERY_MS);
      while (performance.now() < until) {
        times.push(await timed(() => it.get(`/api/console/clusters/${CLUSTER}/services/${SERVICE}`)));
        await sleep(ASK_EVERY_MS);
      }
    }),
  );
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/** What shells add to the memory of a server whose accounts are awake, after each has worked a little; and their size on disk. */
export async function idleShells(shells: number): Promise<{ bytes: number; per: number }> {
  const server = await startServer({ keepData: true });
  const all: Shell[] = [];
  for (let i = 0; i < shells; i++) all.push(await newShell(server.url));
  for (const it of all) await it.get(`/api/console/clusters/${CLUSTER}/services/${SERVICE}`);
  const before = residentBytes(server);
  for (const it of all) {
    await it.run(`cluster=${CLUSTER}; scale() { aws ecs describe-services --cluster $cluster --services "$@"; }`);
    await it.run(`scale ${SERVICE} > service.json; jq .services[0].desiredCount service.json`);
  }
  const bytes = residentBytes(server) - before;
  await server.stop();
  const database = new DatabaseSync(path.join(server.dataDir, "workshop.sqlite"));
  const size = database.prepare(
    "select (select sum(length(body)) from terminals) + (select sum(length(content)) from terminal_files) as size",
  );
  const per = Number((size.get() as { size: number }).size) / shells;
  database.close();
  removeDataDir(server.dataDir);
  return { bytes, per };
}

/** Memory of the process, threads included (Linux: `VmRSS`). */
function residentBytes({ process }: Server): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${process.pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) * 1024;
}
