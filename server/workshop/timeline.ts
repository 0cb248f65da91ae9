import type { ScalingActivity } from "@aws-sdk/client-application-auto-scaling";
import type { AlarmHistoryItem } from "@aws-sdk/client-cloudwatch";
import type { Task } from "@aws-sdk/client-ecs";
import type { Account, AwsClients } from "../accounts/account.ts";
import type { Language, RecordedCall, ScalingDecision, TimelineView } from "../contract/index.ts";
import { explain, otherwise } from "./explain.ts";
import { type Say, sayIn } from "./messages/say.ts";
import { activitiesOf, alarmHistoryOf, scalingPoliciesOf, serviceOf } from "./reading.ts";
import { alarmPrefixOf, type ServiceName, workshopService } from "./scenario.ts";
import { sdk } from "./sdk.ts";
import { clockTime } from "./words.ts";

type Entry = TimelineView["entries"][number];

const HOUR = 3_600_000;
/** Entries of one answer, the newest. */
const MOST_ENTRIES = 300;

/**
 * Everything that happened to a service in one list, newest first: API calls where the account records them, alarms, scaling activities
 * (also those that decided not to scale) with the reasons where the account tells them, service events, and what became of its tasks. `since`: account time; without it, the last hour.
 */
export async function timelineOf(
  account: Account,
  {
    since,
    service = workshopService,
    language = "en",
  }: { since?: number | undefined; service?: ServiceName; language?: Language } = {},
): Promise<TimelineView> {
  const say = sayIn(language);
  const now = await account.now();
  const from = since ?? now - HOUR;
  const where = { aws: account.aws, region: account.region, service };
  const [{ found }, activities, history, tasks, calls, everyDecision] = await Promise.all([
    serviceOf(where),
    activitiesOf(where, { notScaled: true }),
    stepAlarmsOf(where).then((named) => alarmHistoryOf(where, { since: from, named })),
    tasksOf(account.aws, service),
    account.calls?.list(),
    account.decisions?.list(),
  ]);
  const resourceId = `service/${service.cluster}/${service.name}`;
  const decisions = everyDecision?.filter((it) => it.resourceId === resourceId && it.region === account.region) ?? [];
  const reasons = new Map(decisions.map((it) => [it.activityId, it]));
  const shown = new Set(activities.map((it) => it.ActivityId));
  const entries = [
    ...(calls ?? []).map((it) => callEntry(it, say)),
    ...history.map((item, i) => alarmEntry(item, i, alarmPrefixOf(service), say)),
    ...activities.map((activity) => activityEntry(activity, reasons.get(activity.ActivityId), say)),
    ...decisions.filter((it) => !shown.has(it.activityId)).map((it) => decisionEntry(it, say)),
    ...(found?.events ?? []).map(
      ({ id, createdAt, message }): Entry => ({
        id: `event ${id}`,
        at: createdAt!.getTime(),
        kind: "event",
        title: message!,
        detail: "",
        resource: service.name,
      }),
    ),
    ...tasks.flatMap((it) => taskEntries(it, say)),
  ];
  return {
    now,
    kinds: [
      ...(account.calls ? (["call"] as const) : []),
      "alarm",
      "activity",
      ...(account.decisions ? (["decision"] as const) : []),
      "event",
      "task",
    ],
    entries: entries
      .filter((entry) => entry.at >= from)
      .sort((a, b) => b.at - a.at)
      .slice(0, MOST_ENTRIES),
  };
}

/** Names of the alarms that call the service's step scaling policies: people give them, no prefix says whose they are. */
export async function stepAlarmsOf(where: { aws: AwsClients; service: ServiceName }): Promise<string[]> {
  const policies = await scalingPoliciesOf(where);
  return policies.flatMap(({ PolicyType, Alarms }) =>
    PolicyType === "StepScaling" ? (Alarms ?? []).map(({ AlarmName }) => AlarmName!) : [],
  );
}

function callEntry({ at, region, service, operation, principal, requestId, input }: RecordedCall, say: Say): Entry {
  const members = (input ?? {}) as Record<string, unknown>;
  const resource =
    members.ResourceId ?? members.service ?? members.serviceName ?? members.cluster ?? members.task ?? "";
  return {
    id: `call ${requestId}`,
    at,
    kind: "call",
    title: say("{who} called {operation} of {service} in {region}.", {
      who: principal.split("/").at(-1)!,
      operation,
      service,
      region,
    }),
    detail: JSON.stringify(input),
    resource: typeof resource === "string" ? resource : "",
  };
}

function alarmEntry(item: AlarmHistoryItem, i: number, prefix: string, say: Say): Entry {
  const name = item.AlarmName!;
  const { newState, error } = historyData(item.HistoryData);
  return {
    id: `alarm ${name} ${item.Timestamp!.getTime()} ${item.HistoryItemType} ${i}`,
    at: item.Timestamp!.getTime(),
    kind: "alarm",
    title: alarmTitle(item, shortAlarmName(name, prefix), say),
    detail: newState?.stateReason ?? error ?? item.HistorySummary ?? "",
    resource: name,
  };
}

function alarmTitle(item: AlarmHistoryItem, alarm: string, say: Say): string {
  const { newState, actionState } = historyData(item.HistoryData);
  if (item.HistoryItemType === "StateUpdate" && newState)
    return say("{alarm} is {state}.", { alarm, state: newState.stateValue });
  if (item.HistoryItemType === "Action")
    return actionState === "Failed"
      ? say("{alarm} could not trigger its scaling policy.", { alarm })
      : say("{alarm} triggered its scaling policy.", { alarm });
  switch (/(created|updated|deleted)$/.exec(item.HistorySummary ?? "")?.[1]) {
    case "created":
      return say("{alarm} was created.", { alarm });
    case "updated":
      return say("{alarm} was updated.", { alarm });
    case "deleted":
      return say("{alarm} was deleted.", { alarm });
    default:
      return say("{alarm} was changed.", { alarm });
  }
}

/** TargetTracking-service/<cluster>/<service>-AlarmHigh-<uuid>: between the prefix and the UUID stands what it watches for. */
export const shortAlarmName = (name: string, prefix: string): string =>
  name.startsWith(prefix) ? name.slice(prefix.length).split("-", 1)[0]! : name;

type HistoryData = {
  newState?: { stateValue: string; stateReason: string };
  actionState?: string;
  error?: string | null;
};

export function historyData(text: string | undefined): HistoryData {
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
}

/** `decision`: what led to it, where the account tells. */
function activityEntry(activity: ScalingActivity, decision: ScalingDecision | undefined, say: Say): Entry {
  const reason = activity.NotScaledReasons?.[0];
  return {
    id: `activity ${activity.ActivityId}`,
    at: activity.StartTime!.getTime(),
    kind: "activity",
    title: reason ? `Not scaled: ${reason.Code}.` : `${activity.Description} ${activity.StatusCode}.`,
    detail: [activity.StatusMessage, `Cause: ${activity.Cause}`].filter(Boolean).join(" "),
    resource: activity.ResourceId!,
    ...(decision && { why: `${explain(decision, say)} ${otherwise(decision, say)}` }),
  };
}

/** A decision that AWS shows no activity for. One that is taken again and again stands where it was taken last. */
function decisionEntry(decision: ScalingDecision, say: Say): Entry {
  const { id, at, lastAt = at, times, resourceId } = decision;
  const repeated =
    times === undefined ? "" : `${say("Decided {times} times since {at}.", { times, at: clockTime(at) })} `;
  return {
    id: `decision ${id}`,
    at: lastAt,
    kind: "decision",
    title: explain(decision, say),
    detail: `${repeated}${otherwise(decision, say)}`,
    resource: resourceId,
  };
}

/** The instants of a task's life that AWS keeps (amazon-ecs-developer-guide, task-lifecycle). */
function taskEntries(task: Task, say: Say): Entry[] {
  const id = task.taskArn!.split("/").at(-1)!;
  const named = { id: id.slice(0, 8) };
  const moments: [what: string, title: string, Date | undefined, string][] = [
    [
      "was created",
      say("Task {id} was created.", named),
      task.createdAt,
      `${task.launchType}, ${task.availabilityZone}`,
    ],
    ["is RUNNING", say("Task {id} is RUNNING.", named), task.startedAt, `${task.launchType}, ${task.availabilityZone}`],
    ["is told to stop", say("Task {id} is told to stop.", named), task.stoppingAt, task.stoppedReason ?? ""],
    ["is STOPPED", say("Task {id} is STOPPED.", named), task.stoppedAt, task.stoppedReason ?? ""],
  ];
  return moments.flatMap(([what, title, at, detail]) =>
    at
      ? [
          {
            id: `task ${id} ${what}`,
            at: at.getTime(),
            kind: "task" as const,
            title,
            detail,
            resource: id,
          },
        ]
      : [],
  );
}

/** The service's tasks, also those that stopped in the last hour (AWS keeps them about that long). */
async function tasksOf(aws: AwsClients, { cluster, name }: ServiceName): Promise<Task[]> {
  const { ListTasksCommand, DescribeTasksCommand } = await sdk.ecs();
  const lists = await Promise.all(
    (["RUNNING", "STOPPED"] as const).map((desiredStatus) =>
      aws.ecs
        .send(new ListTasksCommand({ cluster, serviceName: name, desiredStatus, maxResults: 50 }))
        .catch((error: Error) => {
          if (error.name === "ClusterNotFoundException" || error.name === "ServiceNotFoundException")
            return { taskArns: [] };
          throw error;
        }),
    ),
  );
  const arns = lists.flatMap(({ taskArns }) => taskArns ?? []);
  if (arns.length === 0) return [];
  const { tasks } = await aws.ecs.send(new DescribeTasksCommand({ cluster, tasks: arns }));
  return tasks ?? [];
}
