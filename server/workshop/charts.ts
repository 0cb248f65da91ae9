import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { Account } from "../accounts/account.ts";
import type { ChartsView } from "../contract/index.ts";
import { limits } from "../limits.ts";
import { activitiesOf, cpuAlarmsOf, desiredCountOf, metricsOf, type Points, serviceOf } from "./reading.ts";
import { alarmPrefixOf, resourceIdOf, type ServiceName, workshopService } from "./scenario.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Observed: no minute could be read sooner than this after it had ended (36 to 55 s; radkawar/stackd testdata/aws/ecs/service_metrics.json).
 * Half a minute stays below what any account was seen to do.
 */
const EARLIEST_PUBLICATION_MS = 30_000;

/** A longer window than this is read anew each time. */
const REMEMBERED_POINTS = 180;

/** The metric as it was read last, and of which service: after a reset the service is another one. */
type Remembered = { createdAt: number | undefined; from: number; average: Points; tasks: Points };

/**
 * What the charts draw. Each read makes three SDK calls (DescribeServices, DescribeScalingActivities, DescribeAlarmsForMetric), and a fourth,
 * GetMetricData, only when CloudWatch can have published a minute since it was asked last: between two publications a minute's
 * points do not change, and there is nothing to learn.
 */
export class Charts {
  readonly #remembered = new Map<string, Remembered>();

  /** `since`: account time; without it, the last hour. */
  async read(
    account: Account,
    { since, service = workshopService }: { since?: number | undefined; service?: ServiceName } = {},
  ): Promise<ChartsView> {
    const now = await account.now();
    const from = Math.floor(Math.max(since ?? now - HOUR, now - DAY) / MINUTE) * MINUTE;
    const where = { aws: account.aws, region: account.region, service };
    const [{ found }, activities, cpuAlarms, load, early] = await Promise.all([
      serviceOf(where),
      activitiesOf(where, { newest: 50 }),
      cpuAlarmsOf(where),
      account.load?.read(),
      this.#recall(account, service, from, now) ?? this.#ask(account, service, from, now),
    ]);
    const createdAt = found?.createdAt?.getTime();
    const { average, tasks } =
      early.createdAt === undefined || early.createdAt === createdAt
        ? early
        : await this.#ask(account, service, from, now);
    this.#remember(account, service, { createdAt, from, average, tasks });

    const first = average.at.findIndex((at) => at >= from);
    const cpuAt = first < 0 ? [] : average.at.slice(first);
    const samples = new Map(tasks.at.map((at, i) => [at, tasks.values[i]!]));
    return {
      now,
      service: found
        ? {
            desired: found.desiredCount ?? 0,
            running: found.runningCount ?? 0,
            pending: found.pendingCount ?? 0,
            createdAt: createdAt ?? null,
          }
        : null,
      cpu: {
        at: cpuAt,
        average: first < 0 ? [] : average.values.slice(first),
        tasks: cpuAt.map((at) => samples.get(at) ?? 0),
      },
      cpuUntil: cpuAt.at(-1) ?? null,
      target: targetOf(cpuAlarms, service),
      thresholds: cpuAlarms.map((alarm) => ({
        alarm: alarm.AlarmName!,
        state: alarm.StateValue ?? "",
        comparison: alarm.ComparisonOperator ?? "",
        threshold: alarm.Threshold ?? 0,
      })),
      activities: activities
        .filter((activity) => (activity.EndTime?.getTime() ?? now) >= from)
        .reverse()
        .map((activity) => ({
          id: activity.ActivityId!,
          at: activity.StartTime!.getTime(),
          endedAt: activity.EndTime?.getTime() ?? null,
          status: activity.StatusCode ?? "",
          description: activity.Description ?? "",
          cause: activity.Cause ?? "",
          desired: desiredCountOf(activity) ?? null,
        })),
      load: load
        ? {
            ...cut(load.history, from),
            current: { users: load.user_count, rps: load.total_rps, state: load.state },
          }
        : null,
    };
  }

  async #ask({ aws }: Account, service: ServiceName, from: number, now: number): Promise<Remembered> {
    const [average, tasks] = await metricsOf(
      { aws, service },
      [
        { metric: "CPUUtilization", statistic: "Average" },
        { metric: "CPUUtilization", statistic: "SampleCount" },
      ],
      { from, until: now + MINUTE },
    );
    return { createdAt: undefined, from, average: average!, tasks: tasks! };
  }

  #recall(account: Account, service: ServiceName, from: number, now: number): Remembered | undefined {
    const remembered = this.#remembered.get(keyOf(account, service));
    const newest = remembered?.average.at.at(-1);
    if (!remembered || newest === undefined || remembered.from > from || now < newest) return undefined;
    const nextEnd = newest + 2 * MINUTE;
    return now < nextEnd + EARLIEST_PUBLICATION_MS ? remembered : undefined;
  }

  #remember(account: Account, service: ServiceName, read: Remembered): void {
    const key = keyOf(account, service);
    this.#remembered.delete(key);
    if (read.average.at.length > REMEMBERED_POINTS) return;
    this.#remembered.set(key, read);
    if (this.#remembered.size > limits.worldsInMemory) this.#remembered.delete(this.#remembered.keys().next().value!);
  }
}

const keyOf = ({ id, region }: Account, service: ServiceName): string => `${id} ${region} ${resourceIdOf(service)}`;

/** AlarmHigh of a target tracking policy lies at its target value (see `scenario.ts`). */
function targetOf(alarms: MetricAlarm[], service: ServiceName): number | null {
  const high = `${alarmPrefixOf(service)}AlarmHigh-`;
  return alarms.find(({ AlarmName }) => AlarmName!.startsWith(high))?.Threshold ?? null;
}

type History = Pick<
  NonNullable<ChartsView["load"]>,
  "at" | "users" | "rps" | "failuresPerSecond" | "latencyMsP50" | "latencyMsP95"
>;

function cut(history: History, from: number): History {
  const first = history.at.findIndex((at) => at >= from);
  const column = (values: number[]) => (first < 0 ? [] : values.slice(first));
  return {
    at: column(history.at),
    users: column(history.users),
    rps: column(history.rps),
    failuresPerSecond: column(history.failuresPerSecond),
    latencyMsP50: column(history.latencyMsP50),
    latencyMsP95: column(history.latencyMsP95),
  };
}
