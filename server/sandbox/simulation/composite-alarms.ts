import type { Change } from "../world/change.ts";
import type { CompositeAlarm } from "../world/cloudwatch.ts";
import type { Json, RegionState, World } from "../world/world.ts";
import { alarmDate, INITIAL_REASON } from "./alarm-reasons.ts";
import { evaluateRule, parseAlarmRule, referencesOf } from "./alarm-rule.ts";
import { addHistory, change, stateData } from "./alarms.ts";

/*
 * Alarms on the states of other alarms. Their state is looked at when they are made and when one of those changes, never by a
 * clock (radkawar/stackd testdata/aws/cloudwatch/alarm_composites.json).
 */

type CompositeSettings = Pick<
  CompositeAlarm,
  "name" | "description" | "actionsEnabled" | "okActions" | "alarmActions" | "insufficientDataActions" | "rule" | "tags"
>;

/** The name of the alarm that a rule means, which names or ARNs may say. */
export const nameOf = (reference: string): string => reference.replace(/^arn:[^:]*:cloudwatch:[^:]*:[^:]*:alarm:/, "");

/** Creates a composite alarm, or changes one of that name, and evaluates its rule at once. An identical change changes nothing. */
export function putCompositeAlarm(
  world: World,
  state: RegionState,
  settings: CompositeSettings,
  changes: Change[],
): void {
  state.cloudwatch.compositeAlarms ??= {};
  const alarms = state.cloudwatch.compositeAlarms;
  const arn = `arn:aws:cloudwatch:${state.name}:${world.accountId}:alarm:${settings.name}`;
  const before = Object.hasOwn(alarms, settings.name) ? alarms[settings.name] : undefined;
  const after: CompositeAlarm = {
    ...settings,
    tags: before?.tags ?? settings.tags,
    arn,
    state: before?.state ?? "INSUFFICIENT_DATA",
    stateReason: before?.stateReason ?? INITIAL_REASON,
    ...(before?.stateReasonData !== undefined && { stateReasonData: before.stateReasonData }),
    stateUpdatedAt: before?.stateUpdatedAt ?? world.now,
    stateTransitionedAt: before?.stateTransitionedAt ?? world.now,
    configurationUpdatedAt: world.now,
  };
  if (before) {
    const [old, changed] = [describe(before), describe(after)];
    const fields = Object.keys({ ...old, ...changed }).filter(
      (it) => JSON.stringify(old[it]) !== JSON.stringify(changed[it]),
    );
    if (fields.every((it) => it === "alarmConfigurationUpdatedTimestamp")) return;
    const originalUpdatedFields = Object.fromEntries(fields.map((it) => [it, old[it] ?? null]));
    configured(world, state, settings.name, "updated", {
      type: "Update",
      updatedAlarm: changed,
      originalUpdatedFields,
    });
  } else {
    configured(world, state, settings.name, "created", { type: "Create", createdAlarm: describe(after) });
  }
  alarms[settings.name] = after;
  changes.push(change(world, state, settings.name, before ? "updated" : "created", "configuration"));
  evaluate(
    world,
    state,
    after,
    `${arn} was ${before ? "updated" : "created"} and its alarm rule evaluates to`,
    changes,
  );
}

export function deleteCompositeAlarm(world: World, state: RegionState, name: string, changes: Change[]): void {
  const alarm = state.cloudwatch.compositeAlarms?.[name];
  if (!alarm) return;
  delete state.cloudwatch.compositeAlarms![name];
  configured(world, state, name, "deleted", { type: "Delete", deletedAlarm: describe(alarm) });
  changes.push(change(world, state, name, "deleted", "configuration"));
}

/** Sets a composite alarm's state and writes that to its history; whoever calls looks at those that ask about it. */
export function setCompositeState(
  world: World,
  state: RegionState,
  alarm: CompositeAlarm,
  to: Pick<CompositeAlarm, "state" | "stateReason" | "stateReasonData">,
  cause: string,
  changes: Change[],
): void {
  const from = alarm.state;
  const oldState = stateData(alarm);
  alarm.state = to.state;
  alarm.stateReason = to.stateReason;
  if (to.stateReasonData === undefined) delete alarm.stateReasonData;
  else alarm.stateReasonData = to.stateReasonData;
  alarm.stateUpdatedAt = world.now;
  alarm.stateTransitionedAt = world.now;
  const data = { version: "1.0", oldState, newState: stateData(alarm) };
  const summary = `Alarm updated from ${from} to ${to.state}`;
  addHistory(world, state, alarm.name, "StateUpdate", summary, data, "CompositeAlarm");
  changes.push(change(world, state, alarm.name, `${from} -> ${to.state}`, cause));
}

/** Looks at the composite alarms that ask about these alarms, and at those that ask about them; each at most once. */
export function evaluateCompositeAlarms(world: World, state: RegionState, changed: string[], changes: Change[]): void {
  const composites = state.cloudwatch.compositeAlarms;
  if (!composites) return;
  const seen = new Set<string>();
  const names = [...changed];
  for (let name = names.shift(); name !== undefined; name = names.shift()) {
    for (const alarm of parentsOf(state, name)) {
      if (seen.has(alarm.name)) continue;
      seen.add(alarm.name);
      const child = childOf(state, name);
      const reason = `${child?.arn ?? name} transitioned to ${child?.state ?? "DELETED"} at ${longDate(world.now)}`;
      if (evaluate(world, state, alarm, reason, changes)) names.push(alarm.name);
    }
  }
}

/** The composite alarms whose rule asks about an alarm. */
export const parentsOf = (state: RegionState, name: string): CompositeAlarm[] =>
  Object.values(state.cloudwatch.compositeAlarms ?? {}).filter((it) => childrenOf(it).includes(name));

/** The names of the alarms that a composite alarm's rule asks about, each once. */
export const childrenOf = (alarm: Pick<CompositeAlarm, "rule">): string[] => [
  ...new Set(referencesOf(parseAlarmRule(alarm.rule)).map(nameOf)),
];

/** Gives the alarm the state its rule has now; says whether that is another one. */
function evaluate(world: World, state: RegionState, alarm: CompositeAlarm, reason: string, changes: Change[]): boolean {
  const { holds, because } = evaluateRule(parseAlarmRule(alarm.rule), (it) => childOf(state, nameOf(it))?.state);
  const now = holds ? "ALARM" : "OK";
  if (alarm.state === now) return false;
  const triggeringAlarms = [...new Set(because.map(nameOf))].flatMap((name) => {
    const child = childOf(state, name);
    if (!child) return [];
    const timestamp = alarmDate(child.stateTransitionedAt);
    return [{ arn: child.arn, state: { value: child.state, timestamp } }];
  });
  const to = {
    state: now,
    stateReason: reason.endsWith("evaluates to") ? `${reason} ${now}` : reason,
    stateReasonData: JSON.stringify({ triggeringAlarms }),
  } as const;
  setCompositeState(world, state, alarm, to, "alarm rule", changes);
  return true;
}

const childOf = ({ cloudwatch }: RegionState, name: string) => {
  if (Object.hasOwn(cloudwatch.alarms, name)) return cloudwatch.alarms[name];
  const composites = cloudwatch.compositeAlarms ?? {};
  return Object.hasOwn(composites, name) ? composites[name] : undefined;
};

/** `Sunday 30 October, 2022 20:47:35 UTC`. */
function longDate(at: number): string {
  const date = new Date(at);
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" }).format(date);
  const day = String(date.getUTCDate()).padStart(2, "0");
  return `${part({ weekday: "long" })} ${day} ${part({ month: "long" })}, ${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} UTC`;
}

function configured(world: World, state: RegionState, name: string, what: string, data: Record<string, Json>): void {
  const summary = `Alarm "${name}" ${what}`;
  addHistory(world, state, name, "ConfigurationUpdate", summary, { version: "1.0", ...data }, "CompositeAlarm");
}

/** As a metric alarm's history tells it; AWS's own order of members is not known. */
function describe(alarm: CompositeAlarm): Record<string, Json> {
  return {
    ...(alarm.description !== undefined && { alarmDescription: alarm.description }),
    alarmRule: alarm.rule,
    stateValue: alarm.state,
    okactions: alarm.okActions,
    alarmActions: alarm.alarmActions,
    insufficientDataActions: alarm.insufficientDataActions,
    alarmName: alarm.name,
    alarmArn: alarm.arn,
    actionsEnabled: alarm.actionsEnabled,
    stateUpdatedTimestamp: alarmDate(alarm.stateUpdatedAt),
    alarmConfigurationUpdatedTimestamp: alarmDate(alarm.configurationUpdatedAt),
  };
}
