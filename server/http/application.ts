import type { IncomingMessage, ServerResponse } from "node:http";
import { limits } from "../limits.ts";
import { logError } from "../log.ts";

/** What the application needs of a sandbox. */
type Balancers = {
  /** What the load balancer of the account answers a request that comes while so many others wait, and which task in its turn. The path begins with a slash. */
  application(
    accountId: string,
    asked: { waiting: number; turn: number; path: string },
  ): Promise<{ status: number; latencyMs: number; task?: string }>;
  /** Real requests per wall second, counted as requests per account second, and how many wait. */
  traffic(accountId: string, rate: { rps: number; waiting: number }): Promise<unknown>;
  clock(accountId: string): Promise<{ paused: boolean }>;
  /** The participant's application is used: their clock goes on. */
  touch(accountId: string): Promise<void>;
};

/** One account's requests in this process. */
type Meter = {
  /** Now without an answer. */
  waiting: number;
  /** Asked in the running second, for the limit; answered in it, for the rate. */
  asked: number;
  answered: number;
  /** Whose turn it is: tasks get one request after the other. */
  turn: number;
  /** What the sandbox was told last, and when in wall time. */
  told: { rps: number; waiting: number };
  toldAt: number;
};

const page = (task: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sample application</title>
<style>
body { font: 1.0625rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto; padding: 0 1.5rem; color: #1c2430; background: #fbfaf7 }
@media (prefers-color-scheme: dark) { body { color: #e4e6ea; background: #14181e } a { color: #9cc4ff } }
code { overflow-wrap: anywhere }
</style>
<h1>The sample application</h1>
<p>Task <code>${task}</code> of the service behind the load balancer answered you. Every request costs it some CPU time, so many requests make the service scale.</p>
<p><a href="?">Ask again</a></p>
</html>
`;

const problemPage = (status: number, title: string, sentence: string): Answer => ({
  status,
  body: Buffer.from(
    `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${status} ${title}</title>\n<h1>${status} ${title}</h1>\n<p>${sentence}</p>\n</html>\n`,
  ),
});

type Answer = { status: number; body: Buffer };
const ANSWERS = {
  unknown: problemPage(404, "Not Found", "No load balancer has this address."),
  noPage: problemPage(404, "Not Found", "The sample application has no page here."),
  limited: problemPage(
    429,
    "Too Many Requests",
    `The sandbox takes ${limits.appRequestsPerSecond} requests a second for one account.`,
  ),
  unavailable: problemPage(
    503,
    "Service Temporarily Unavailable",
    "The load balancer has no healthy task to send the request to.",
  ),
  crowded: problemPage(503, "Service Temporarily Unavailable", "Too many requests wait for an answer already."),
  timeout: problemPage(504, "Gateway Time-out", "No task answered in time."),
} satisfies Record<string, Answer>;

/**
 * The workshop's application as its load balancer shows it: any method, any path but `/healthz`, the same small page from a healthy task after
 * the latency of the model, in real time, one task after the other. Answers count as a rate, told to the sandbox once a wall
 * second: what waits has cost nothing yet, and tasks that are full answer as much as they can.
 */
export class Application {
  readonly #balancers: Balancers;
  readonly #accountOf: (appId: string) => Promise<string | undefined>;
  readonly #wall: () => number;
  readonly #meters = new Map<string, Meter>();
  readonly #held = new Set<() => void>();
  readonly #tick: NodeJS.Timeout;
  /** Wall time. */
  #tickedAt: number;

  constructor(balancers: Balancers, accountOf: (appId: string) => Promise<string | undefined>, wall: () => number) {
    this.#balancers = balancers;
    this.#accountOf = accountOf;
    this.#wall = wall;
    this.#tickedAt = wall();
    this.#tick = setInterval(() => this.#tellRates(), 1_000).unref();
  }

  async answer(appId: string, path: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
    req.resume(); // A body may come; nothing in it matters.
    const accountId = await this.#accountOf(appId);
    if (accountId === undefined) return send(req, res, ANSWERS.unknown);

    const meter = this.#meter(accountId);
    if (++meter.asked > limits.appRequestsPerSecond) return send(req, res, ANSWERS.limited);
    if (meter.waiting >= limits.appWaiting) return send(req, res, ANSWERS.crowded);
    const asked = { waiting: meter.waiting++, turn: meter.turn++, path };
    try {
      await this.#balancers.touch(accountId);
      const { status, latencyMs, task } = await this.#balancers.application(accountId, asked);
      await this.#hold(Math.min(latencyMs, limits.appLatencyMs), res);
      if (status === 503) send(req, res, ANSWERS.unavailable);
      else if (status === 504 || latencyMs > limits.appLatencyMs) send(req, res, ANSWERS.timeout);
      else if (status === 404) send(req, res, ANSWERS.noPage);
      else send(req, res, { status: 200, body: Buffer.from(page(task ?? "")) });
    } finally {
      meter.waiting--;
      meter.answered++;
    }
  }

  /** Lets everybody go who still waits. */
  close(): void {
    clearInterval(this.#tick);
    for (const release of this.#held) release();
  }

  #meter(accountId: string): Meter {
    const meter = this.#meters.get(accountId) ?? {
      ...{ waiting: 0, asked: 0, answered: 0, turn: 0 },
      ...{ told: { rps: 0, waiting: 0 }, toldAt: 0 },
    };
    this.#meters.set(accountId, meter);
    return meter;
  }

  /** Waits in real time; ends early when the client leaves or the server stops. */
  #hold(ms: number, res: ServerResponse): Promise<void> {
    if (ms < 1) return Promise.resolve();
    return new Promise((resolve) => {
      const release = () => {
        clearTimeout(timer);
        res.off("close", release);
        this.#held.delete(release);
        resolve();
      };
      const timer = setTimeout(release, ms);
      res.on("close", release);
      this.#held.add(release);
    });
  }

  /** A rate is told when it or the queue changed, and again before it expires. While paused requests are answered, not counted. */
  #tellRates(): void {
    const now = this.#wall();
    const seconds = Math.max(0.5, (now - this.#tickedAt) / 1_000);
    this.#tickedAt = now;
    for (const [accountId, meter] of this.#meters) {
      // A timer that came late has counted for longer than a second.
      const rps = Math.min(Math.round(meter.answered / seconds), limits.appRequestsPerSecond);
      const { waiting, told } = meter;
      meter.asked = 0;
      meter.answered = 0;
      const expires = rps > 0 && now - meter.toldAt > limits.trafficMs - 1_500;
      if (rps !== told.rps || (rps > 0 && waiting !== told.waiting) || expires) {
        meter.told = { rps, waiting };
        meter.toldAt = now;
        this.#tell(accountId, meter.told).catch((error: unknown) =>
          logError("counting requests", error, { accountId }),
        );
      } else if (rps === 0 && waiting === 0) this.#meters.delete(accountId);
    }
  }

  async #tell(accountId: string, rate: { rps: number; waiting: number }): Promise<void> {
    const { paused } = await this.#balancers.clock(accountId);
    if (!paused) await this.#balancers.traffic(accountId, rate);
  }
}

function send(req: IncomingMessage, res: ServerResponse, { status, body }: Answer): void {
  if (res.destroyed) return;
  res.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-length": body.length,
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
  });
  res.end(req.method === "HEAD" ? undefined : body);
}
