import type { Account } from "../accounts/account.ts";
import type { Answer, Curve, Load, RunBegins } from "../contract/index.ts";
import { activitiesOf, desiredCountOf, metricsOf, type serviceOf } from "./reading.ts";
import { workshopService } from "./scenario.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

type Run = NonNullable<Answer["run"]>;

/** Percent of CPU above which a service is taken to be under load, where the account has no load generator that says so. */
const UNDER_LOAD = 10;

/** What happened in the run that was predicted at `at` (account time), as the account tells it; null where it has not begun. */
export async function runAfter(
  account: Account,
  { at, begins, minutes }: { at: number; begins: RunBegins; minutes: number },
): Promise<Run | null> {
  const load = account.load ? await account.load.read(at - DAY) : await loadByCpu(account, at);
  const beganAt = beginningOf(load, begins, at);
  return beganAt === undefined ? null : runFrom(account, beganAt, minutes);
}

/** The same for a run whose beginning is known. */
export async function runFrom(account: Account, beganAt: number, minutes: number): Promise<Run> {
  const now = await account.now();
  const end = beganAt + minutes * MINUTE;
  const until = Math.min(now, end);
  const where = { aws: account.aws, region: account.region, service: workshopService };
  const changes = (await activitiesOf(where))
    .map((activity) => ({ at: activity.StartTime!.getTime(), tasks: desiredCountOf(activity) }))
    .filter((it): it is { at: number; tasks: number } => it.tasks !== undefined && it.at <= until)
    .reverse();
  const before = changes.findLast((it) => it.at <= beganAt)?.tasks;
  const inIt = changes.filter((it) => it.at > beganAt);
  const first = await runningAt(where, beganAt);
  const curve: Curve = [{ minute: 0, tasks: first ?? before ?? inIt[0]?.tasks ?? 1 }];
  for (const { at, tasks } of inIt) curve.push({ minute: Math.round(((at - beganAt) / MINUTE) * 10) / 10, tasks });
  return { beganAt, until, complete: now >= end, curve };
}

type Loaded = Pick<Load, "startedAt" | "stoppedAt"> & { history: Pick<Load["history"], "at" | "users"> };

/** Whether the service was under load, minute by minute, as its CPU tells it: whoever sends load to an AWS account does it from elsewhere. */
async function loadByCpu({ aws, now }: Account, at: number): Promise<Loaded> {
  const [cpu] = await metricsOf(
    { aws, service: workshopService },
    [{ metric: "CPUUtilization", statistic: "Average" }],
    { from: at - 60 * MINUTE, until: await now() },
  );
  return {
    startedAt: null,
    stoppedAt: null,
    history: { at: cpu!.at, users: cpu!.values.map((it) => (it > UNDER_LOAD ? 1 : 0)) },
  };
}

/**
 * When the run began that a prediction of `at` is about: the one that was going on then, else the first one after it. The load's history
 * has an entry every ten seconds; the newest beginning and end are known to the second.
 */
function beginningOf({ history, startedAt, stoppedAt }: Loaded, begins: RunBegins, at: number): number | undefined {
  const starts: number[] = [];
  const stops: number[] = [];
  for (const [i, users] of history.users.entries()) {
    const [before, instant] = [history.users[i - 1] ?? 0, history.at[i]!];
    if (users > 0 && before === 0) starts.push(instant);
    if (users === 0 && before > 0) stops.push(instant);
  }
  exact(starts, startedAt);
  exact(stops, stoppedAt);
  if (begins === "stop") return stops.find((it) => it >= at);
  const last = starts.findLast((it) => it <= at);
  const goesOn = last !== undefined && !stops.some((it) => it >= last && it <= at);
  return goesOn ? last : starts.find((it) => it >= at);
}

/** Puts an instant that is known to the second in the place of the history's entry for it. */
function exact(instants: number[], known: number | null): void {
  if (known === null) return;
  const near = instants.findIndex((it) => Math.abs(it - known) <= 20_000);
  if (near >= 0) instants[near] = known;
  else instants.push(known);
  instants.sort((a, b) => a - b);
}

/** How many tasks gave a CPU sample in the minute before: CloudWatch's count of running ones. */
async function runningAt(where: Parameters<typeof serviceOf>[0], at: number): Promise<number | undefined> {
  const [samples] = await metricsOf(where, [{ metric: "CPUUtilization", statistic: "SampleCount" }], {
    from: Math.floor(at / MINUTE) * MINUTE - 2 * MINUTE,
    until: Math.floor(at / MINUTE) * MINUTE,
  });
  return samples?.values.at(-1);
}
