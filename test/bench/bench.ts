import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { advance } from "../../server/sandbox/simulation/index.ts";
import { workshopWorld } from "../../server/sandbox/starting-states.ts";
import { freePort, startServer } from "../support/server.ts";
import { hammer } from "./connections.ts";
import { javascriptOnTheWire } from "./javascript.ts";
import { memoryPerAccount } from "./memory.ts";
import { signedRequests } from "./signed-requests.ts";
import { configure } from "./workshop.ts";

const DAY_SECONDS = 86_400;
const line = (what: string, figure: string) => console.log(`${what.padEnd(62)} ${figure}`);
const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}. Figures of this machine in this run; medians of the runs named.\n`,
);

async function simulatedDay() {
  const days = [];
  for (let run = 0; run < 5; run++) {
    const world = workshopWorld({
      accountId: "111122223333",
      seed: run + 1,
      now: 1_800_000_000_000,
      wallNow: 1_800_000_000_000,
    });
    configure(world, { users: 600 });
    const started = performance.now();
    advance(world, world.now + DAY_SECONDS * 1000);
    days.push((performance.now() - started) / 1000);
  }
  line("one simulated day of a busy world (5 tasks, 600 users)", `${median(days).toFixed(3)} s (aim 0.2 s)`);
}

async function requests() {
  const server = await startServer();
  const api = async (method: string, where: string, body?: unknown, token?: string) => {
    const answer = await fetch(`${server.url}${where}`, {
      method,
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json() as Promise<any>;
  };
  const { token } = await api("POST", "/api/participants", {});
  const { credentials } = await api("GET", "/api/account", undefined, token);
  await api("PUT", "/api/account/load", { users: 600, spawnRate: 100 }, token);
  const signed = await signedRequests(server.port, credentials);
  await hammer(server.port, signed.RegisterScalableTarget, 1, 50);
  await hammer(server.port, signed.PutScalingPolicy, 1, 50);
  await api("PUT", "/api/account/clock", { advanceSeconds: DAY_SECONDS }, token);

  console.log("\nrequests over HTTP with real signatures, 16 connections, after 24 simulated hours");
  for (const [operation, bytes] of Object.entries(signed)) {
    await hammer(server.port, bytes, 16, 500);
    const bodyLength = await answerLength(server.port, bytes);
    const own = await hammer(server.port, bytes, 16, 2_000);
    const bare = await bareServer(bodyLength, bytes);
    const share = `${((100 * own.perSecond) / bare.perSecond).toFixed(0)} % of bare node:http (${bare.perSecond.toFixed(0)}/s)`;
    line(
      `  ${operation}${own.failed ? `, ${own.failed} FAILED` : ""}`,
      `${own.perSecond.toFixed(0)}/s, p50 ${own.p50.toFixed(2)} ms, p99 ${own.p99.toFixed(2)} ms; ${share}`,
    );
  }
  await server.close();
}

async function bareServer(length: number, bytes: Buffer) {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, "bare-server.ts"), String(port), String(length)],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(child.stdout!, "data");
  await hammer(port, bytes, 16, 300);
  const measured = await hammer(port, bytes, 16, 1_000);
  child.kill();
  return measured;
}

/** Length of the body with which the server answers these bytes. */
async function answerLength(port: number, bytes: Buffer): Promise<number> {
  const [head, body] = bytes.toString("latin1").split("\r\n\r\n");
  const [first, ...lines] = head!.split("\r\n");
  const [method, where] = first!.split(" ");
  const headers = Object.fromEntries(lines.map((it) => it.split(/: (.*)/s).slice(0, 2)));
  for (const name of Object.keys(headers)) if (/^(host|content-length)$/i.test(name)) delete headers[name];
  const answer = await fetch(`http://127.0.0.1:${port}${where}`, { method: method!, headers, body: body! });
  return (await answer.arrayBuffer()).byteLength;
}

async function firstCall() {
  const times = [];
  for (let run = 0; run < 5; run++) {
    const warm = await startServer({ keepData: true });
    const { token } = (await (
      await fetch(`${warm.url}/api/participants`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer none" },
        body: "{}",
      })
    ).json()) as any;
    const account = (await (
      await fetch(`${warm.url}/api/account`, { headers: { authorization: `Bearer ${token}` } })
    ).json()) as any;
    await warm.close();
    const port = await freePort();
    const { DescribeServices } = await signedRequests(port, account.credentials);
    const started = performance.now();
    const server = await startServer({ dataDir: warm.dataDir, port });
    await hammer(port, DescribeServices, 1, 0);
    times.push(performance.now() - started);
    await server.close();
  }
  line(
    "\nprocess start to the first successful signed call (5 runs)",
    `${(median(times) / 1000).toFixed(2)} s (aim 0.4 s)`,
  );
}

const only = process.argv[2];
if (!only || only === "day") await simulatedDay();
if (!only || only === "requests") await requests();
if (!only || only === "start") await firstCall();
if (!only || only === "memory") {
  const { idle, busy } = await memoryPerAccount(500);
  line("\nmemory per idle account, 500 in memory", `${(idle / 1000).toFixed(0)} kB (aim 300 kB)`);
  line("memory per busy account (24 h of load), 500 in memory", `${(busy / 1000).toFixed(0)} kB (aim 1,000 kB)`);
}
if (!only || only === "site") {
  const { chapter, panels } = await javascriptOnTheWire();
  line("\nJavaScript on the wire to read a chapter", `${(chapter / 1000).toFixed(1)} kB (aim 60 kB)`);
  line("the same with all panels open", `${(panels / 1000).toFixed(1)} kB`);
}
