import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { applyInput } from "../../server/sandbox/inputs.ts";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import { advance } from "../../server/sandbox/simulation/index.ts";
import { workshopWorld } from "../../server/sandbox/starting-states.ts";
import { newParticipant } from "../server/http.ts";
import { freePort, removeDataDir, startServer } from "../support/server.ts";
import { answers, build, firstPaint } from "./budgets.ts";
import { hammer, type Measured } from "./connections.ts";
import { javascriptOnTheWire } from "./javascript.ts";
import { memoryPerAccount } from "./memory.ts";
import { signedRequests } from "./signed-requests.ts";
import { beside, firstPrompt, idleShells, typing } from "./terminal.ts";
import { workshopCalls } from "./workshop.ts";

/* Prints, never asserts. The parts are independent: `npm run bench -- requests` runs one. */

const DAY_SECONDS = 86_400;
const DAY_RUNS = 7;
const START_RUNS = 7;
const CONNECTIONS = 16;
const ROUNDS = 3;
const ACCOUNTS = 500;
const SHELLS_TYPING = 50;
const SHELLS_IDLE = 200;

const line = (what: string, figure: string) => console.log(`${what.padEnd(58)} ${figure}`);
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const kilo = (bytes: number) => (bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0);

/** Seconds of one simulated day: 600 users, five tasks, a policy that is asked every minute. */
function simulatedDay(): void {
  const days: number[] = [];
  for (let seed = 1; seed <= DAY_RUNS; seed++) {
    const now = 1_800_000_000_000;
    const world = workshopWorld({ accountId: "111122223333", seed, now, wallNow: now });
    for (const call of workshopCalls(world.accountId)) applyInput(world, { kind: "call", ...call }, catalog);
    applyInput(world, { kind: "load", users: 600, spawnRate: 100 }, catalog);
    advance(world, now + 900_000);
    const started = performance.now();
    advance(world, world.now + DAY_SECONDS * 1000);
    days.push((performance.now() - started) / 1000);
  }
  line(`one simulated day of a busy world (median of ${DAY_RUNS})`, `${median(days).toFixed(3)} s (aim 0.1 s)`);
}

/** Requests per second of the server, beside a bare server that answers the same bytes, in turn so that both meet the same noise. */
async function requests(): Promise<void> {
  const server = await startServer();
  const me = await newParticipant(server.url);
  const { credentials, clock } = await me.account();
  const signed = await signedRequests(server.port, credentials, clock.now + DAY_SECONDS * 1000);
  await me.put("/api/account/load", { users: 600, spawnRate: 100 });
  await hammer(server.port, [signed.RegisterScalableTarget[0]!], 1, 0);
  await hammer(server.port, signed.PutScalingPolicy, 1, 0);
  await me.put("/api/account/clock", { advanceSeconds: DAY_SECONDS });

  console.log(
    `\nsigned requests over HTTP to the workshop's account after 24 simulated hours: ${CONNECTIONS} connections, median of ${ROUNDS} rounds`,
  );
  for (const [operation, bytes] of Object.entries(signed)) {
    const { body } = await hammer(server.port, bytes, CONNECTIONS, 1_000);
    const bare = await startBare(body);
    await hammer(bare.port, bytes, CONNECTIONS, 500);
    const [ours, bares]: [Measured[], Measured[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await hammer(server.port, bytes, CONNECTIONS, 1_500));
      bares.push(await hammer(bare.port, bytes, CONNECTIONS, 750));
    }
    bare.stop();
    const of = (all: Measured[], figure: "perSecond" | "p50" | "p99") => median(all.map((it) => it[figure]));
    const failed = ours.reduce((sum, it) => sum + it.failed, 0);
    const aim = isRead(operation) ? "6,000" : "3,000";
    const rate = `${of(ours, "perSecond").toFixed(0)}/s (aim ${aim})`;
    const latencies = (all: Measured[]) => `p50 ${of(all, "p50").toFixed(1)} ms, p99 ${of(all, "p99").toFixed(1)} ms`;
    line(
      `  ${operation}, ${body.length} bytes${failed ? `, ${failed} FAILED` : ""}`,
      `${rate}, ${latencies(ours)} (aim 10 ms); bare node:http ${of(bares, "perSecond").toFixed(0)}/s, ${latencies(bares)}`,
    );
  }
  await server.close();
}

const isRead = (operation: string) => Object.values(catalog).some((it) => it[operation]?.reads);

async function startBare(body: Buffer): Promise<{ port: number; stop: () => void }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "bare-server.ts")], {
    env: { ...process.env, BARE_BODY: body.toString("base64") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [text] = await once(child.stdout, "data");
  return { port: Number(text), stop: () => child.kill() };
}

/** From the start of a process that finds its data to the answer of the first signed call. */
async function firstCall(): Promise<void> {
  const first = await startServer({ keepData: true });
  const { credentials } = await (await newParticipant(first.url)).account();
  await first.close();
  const times: number[] = [];
  let failed = 0;
  for (let run = 0; run < START_RUNS; run++) {
    const port = await freePort();
    const { DescribeServices } = await signedRequests(port, credentials, Date.now());
    const started = performance.now();
    const server = await startServer({ dataDir: first.dataDir, port, keepData: true });
    failed += (await hammer(port, DescribeServices, 1, 0)).failed;
    times.push((performance.now() - started) / 1000);
    await server.close();
  }
  removeDataDir(first.dataDir);
  const what = `\nprocess start to the first signed call (median of ${START_RUNS})${failed ? `, ${failed} FAILED` : ""}`;
  line(what, `${median(times).toFixed(2)} s (aim 0.4 s)`);
}

async function memory(): Promise<void> {
  const { idle, busy } = await memoryPerAccount(ACCOUNTS);
  line(`\nmemory per idle account, ${ACCOUNTS} awake`, `${kilo(idle)} kB (aim 300 kB)`);
  line("memory per busy account, 24 h of load", `${kilo(busy)} kB (aim 1,000 kB)`);
}

async function javascript(): Promise<void> {
  const { chapter, terminal, panels, policyLab } = await javascriptOnTheWire();
  line("\nJavaScript on the wire to read a chapter", `${kilo(chapter)} kB (aim 60 kB)`);
  line("what the terminal adds when it is first opened", `${kilo(terminal)} kB (aim 110 kB)`);
  line("the same with all panels open", `${kilo(panels)} kB (aim 250 kB)`);
  line("the policy lab, its simulation with it", `${kilo(policyLab)} kB`);
}

async function budgets(): Promise<void> {
  const { lcpMs, shift } = await firstPaint();
  line("\nlargest contentful paint of a chapter at a quarter of the CPU", `${lcpMs.toFixed(0)} ms (aim 1,200 ms)`);
  line("layout shift while it loads and is read", `${shift.toFixed(4)} (aim 0.02)`);
  const { checkMs, checkHttpMs, resetMs } = await answers();
  line("a check in the server, p95", `${checkMs} ms (aim 150 ms); over HTTP ${checkHttpMs.toFixed(0)} ms`);
  line("starting an account over, median", `${resetMs.toFixed(0)} ms (aim 300 ms)`);
  line("building the whole site", `${(await build()).toFixed(1)} s (aim 30 s)`);
}

async function terminal(): Promise<void> {
  const { promptMs, firstLineMs } = await firstPrompt();
  line("\nfirst prompt of a server that has just started", `${promptMs.toFixed(0)} ms (aim 1,000 ms)`);
  line("its first line, from the moment of the prompt", `${firstLineMs.toFixed(0)} ms`);
  const { p50, p95, lines } = await typing(SHELLS_TYPING);
  line(
    `aws ecs describe-services | jq, ${SHELLS_TYPING} participants typing, ${lines} lines`,
    `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (aim 30 ms)`,
  );
  for (const [what, { alone, attacked }] of Object.entries(await beside()))
    line(
      `API calls of others beside ${what}`,
      `p50 ${attacked.p50.toFixed(1)} ms, p99 ${attacked.p99.toFixed(1)} ms (aim 50 ms); without it ${alone.p50.toFixed(1)} and ${alone.p99.toFixed(1)} ms`,
    );
  const { bytes, per } = await idleShells(SHELLS_IDLE);
  line(
    `${SHELLS_IDLE} idle shells, beyond their accounts`,
    `${(bytes / 1e6).toFixed(0)} MB (aim 150 MB), ${kilo(per)} kB each on disk`,
  );
}

const parts: Record<string, () => void | Promise<void>> = {
  day: simulatedDay,
  requests,
  start: firstCall,
  memory,
  terminal,
  site: javascript,
  budgets,
};
const chosen = process.argv.slice(2);
const unknown = chosen.filter((it) => !(it in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. Parts: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
console.log(`Node ${process.version}, ${process.platform} ${process.arch}: figures of this machine in this run.\n`);
for (const [name, part] of Object.entries(parts)) if (chosen.length === 0 || chosen.includes(name)) await part();
