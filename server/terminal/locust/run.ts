import type { Load, LoadMoment, LoadSetting } from "../../contract/index.ts";
import type { Io } from "../command.ts";
import type { Host } from "../host.ts";
import { exceptionsCsv, failuresCsv, historyCsv, statsCsv } from "./csv.ts";
import type { User } from "./locustfile.ts";
import { LOG_LEVELS, type Options, Refused } from "./options.ts";
import { errorReport, percentileTable, statsTable } from "./tables.ts";
import { VERSION } from "./version.ts";

/** Tables come so often, in seconds of account time. */
const EVERY_SECONDS = 2;
/** CSV files are written so often while the test runs, and once at its end. */
const FILES_EVERY_MS = 30_000;
/** Rows of the history, at most; beyond them every second moment goes. */
const HISTORY_ROWS = 5_000;

type Generator = NonNullable<Host["load"]>;
type Row = LoadMoment & { method?: string; name?: string };

/** Starts the load test, shows it until it ends, and sums it up, as Locust does without its web interface. Gives the exit code. */
export async function runTest(user: User, options: Options, io: Io, host: Host, load: Generator): Promise<number> {
  const setting = settingOf(user, options);
  const columns = io.isTerminal ? io.columns : undefined;
  const log = logger(options, io, host);
  const tables = (it: Load) => {
    if (!options.onlySummary) io.err(statsTable(it.stats, columns, "current"));
  };
  const files = new Files(options, io);

  await log(
    "main",
    options.runTimeSeconds
      ? `Run time limit set to ${options.runTimeSeconds} seconds`
      : "No run time limit set, use CTRL+C to interrupt",
  );
  await log("main", `Starting Locust ${VERSION}`);
  let seen = await load.set(setting);
  tables(seen);
  const { startedAt } = seen;
  files.add(seen, startedAt ?? 0);
  await log("runners", `Ramping to ${options.users} users at a rate of ${options.spawnRate.toFixed(2)} per second`);

  let spawned = false;
  let interrupted = false;
  while (!interrupted && isRunning(seen, startedAt)) {
    const now = await host.now();
    const left = seen.endsAt === null ? EVERY_SECONDS : Math.max(1, Math.ceil((seen.endsAt - now) / 1_000));
    interrupted = await slept(host, Math.min(EVERY_SECONDS, left), io.signal);
    // Whoever presses Ctrl-C wants an end, also when somebody else has changed the test meanwhile.
    const next = await load.read(await host.now());
    if (next.startedAt !== startedAt) break;
    seen = next;
    if (!spawned && (seen.state === "running" || seen.user_count >= options.users)) {
      spawned = true;
      await log("runners", `All users spawned: {"${user.name}": ${options.users}} (${options.users} total users)`);
      if (options.resetStats) {
        await log("runners", "Resetting stats\n");
        seen = await load.set({ users: options.users, spawnRate: options.spawnRate, resetStats: true });
      }
    }
    if (isRunning(seen, startedAt) && !interrupted) {
      tables(seen);
      files.add(seen, await host.now());
      await files.writeSometimes();
    }
  }
  if (interrupted && isRunning(seen, startedAt)) seen = await load.set({ users: 0, spawnRate: options.spawnRate });
  else if (reachedEnd(seen)) await log("main", "--run-time limit reached, shutting down");
  else await log("main", "the test was stopped elsewhere, shutting down", "WARNING");

  const exitCode = seen.errors.length > 0 ? 1 : 0;
  await log("main", `Shutting down (exit code ${exitCode})`);
  io.err(statsTable(seen.stats, columns, "total"));
  io.err(percentileTable(seen.stats, columns));
  io.err(errorReport(seen.errors, columns));
  files.add(seen, seen.stoppedAt ?? (await host.now()));
  await files.write();
  return exitCode;
}

function settingOf({ tasks, wait }: User, { users, spawnRate, runTimeSeconds }: Options): LoadSetting {
  return {
    users,
    spawnRate,
    runTimeSeconds: runTimeSeconds ?? null,
    wave: { kind: "constant" },
    tasks,
    waitTime: wait,
    resetStats: false,
  };
}

const isRunning = (load: Load, startedAt: number | null): boolean =>
  load.startedAt === startedAt && (load.state === "running" || load.state === "spawning");

/** Whether a test that has stopped did so at its run time. */
const reachedEnd = ({ startedAt, stoppedAt, runTimeSeconds }: Load): boolean =>
  startedAt !== null &&
  stoppedAt !== null &&
  runTimeSeconds !== null &&
  stoppedAt >= startedAt + runTimeSeconds * 1_000;

/** Waits in account time. True when Ctrl-C came. */
async function slept(host: Host, seconds: number, signal: AbortSignal): Promise<boolean> {
  try {
    await host.sleep(seconds, signal);
    return signal.aborted;
  } catch (error) {
    if (signal.aborted) return true;
    throw error;
  }
}

/** Locust's log lines, at account time. */
function logger({ logLevel }: Options, io: Io, host: Host) {
  return async (module: string, text: string, level: (typeof LOG_LEVELS)[number] = "INFO"): Promise<void> => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(logLevel)) return;
    io.err(`${logPrefix(await host.now(), io)}/${level}/locust.${module}: ${text}\n`);
  };
}

/** `[2026-11-25 02:44:33,480] workshop`. */
export const logPrefix = (now: number, io: Io): string =>
  `[${new Date(now).toISOString().replace("T", " ").replace(".", ",").slice(0, 23)}] ${io.env.HOSTNAME || "workshop"}`;

/** The CSV files of a run. */
class Files {
  readonly #options: Options;
  readonly #io: Io;
  #rows: Row[] = [];
  #latest: Load | undefined;
  #at = 0;
  #writtenAt = 0;

  constructor(options: Options, io: Io) {
    this.#options = options;
    this.#io = io;
  }

  add(load: Load, at: number): void {
    if (this.#options.csv === undefined) return;
    this.#latest = load;
    this.#at = at;
    this.#writtenAt ||= at;
    const shown = this.#options.csvFullHistory ? load.stats : load.stats.slice(-1);
    this.#rows.push(...shown.map((it) => rowOf(load, it, at)));
    if (this.#rows.length > HISTORY_ROWS) this.#thinOut();
  }

  async writeSometimes(): Promise<void> {
    if (this.#at - this.#writtenAt >= FILES_EVERY_MS) await this.write();
  }

  async write(): Promise<void> {
    const { csv } = this.#options;
    if (csv === undefined || !this.#latest) return;
    const { files } = this.#io;
    this.#writtenAt = this.#at;
    try {
      await files.write(`${csv}_stats.csv`, statsCsv(this.#latest.stats));
      await files.write(`${csv}_stats_history.csv`, historyCsv(this.#rows));
      await files.write(`${csv}_failures.csv`, failuresCsv(this.#latest.errors));
      await files.write(`${csv}_exceptions.csv`, exceptionsCsv());
    } catch (error) {
      throw new Refused(`The files ${csv}_….csv cannot be written: ${(error as Error).message}`);
    }
  }

  #thinOut(): void {
    const moments = [...new Set(this.#rows.map(({ at }) => at))].filter((_, i) => i % 2 === 0);
    const kept = new Set(moments);
    this.#rows = this.#rows.filter(({ at }) => kept.has(at));
  }
}

function rowOf(load: Load, stats: Load["stats"][number], at: number): Row {
  const percentile = (share: number) =>
    load.current_response_time_percentiles[`response_time_percentile_${share}`] ?? 0;
  return {
    at,
    users: load.user_count,
    method: stats.method,
    name: stats.name,
    rps: stats.current_rps,
    failuresPerSecond: stats.current_fail_per_sec,
    latencyMsP50: percentile(0.5),
    latencyMsP95: percentile(0.95),
    requests: stats.num_requests,
    failures: stats.num_failures,
    totalMsP50: stats.median_response_time,
    totalMsMean: stats.avg_response_time,
    totalMsMin: stats.min_response_time,
    totalMsMax: stats.max_response_time,
    bytesMean: stats.avg_content_length,
  };
}
