import type { Tag } from "@aws-sdk/client-cloudwatch";
import { limits } from "../../../limits.ts";
import type { RegionState } from "../../world/world.ts";
import { length } from "../constraints.ts";
import { AccessDenied, LimitExceededFault, ValidationException } from "./errors.ts";

/** AWS: tags of one alarm. Texts recorded in testdata/aws/cloudwatch/alarm_controls.json of radkawar/stackd. */
const TAGS_MAX = 50;

/** What every kind of alarm takes (API_PutMetricAlarm, API_PutCompositeAlarm). */
export const alarmMembers = {
  AlarmName: length(1, 255),
  AlarmDescription: length(0, 1024),
  OKActions: length(0, 5),
  AlarmActions: length(0, 5),
  InsufficientDataActions: length(0, 5),
  "OKActions.member": length(1, 1024),
  "AlarmActions.member": length(1, 1024),
  "InsufficientDataActions.member": length(1, 1024),
};

/** `arn:<partition>:<service>:<region>:<account>:<resource>`; region and account may be empty (`arn:aws:automate:us-east-1:ec2:stop` is one too). */
const ARN = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:?.*$/s;

type Actions = { OKActions?: string[]; AlarmActions?: string[]; InsufficientDataActions?: string[] };

/**
 * Refuses actions that are no ARN (recorded), and scaling policies where they would not be called. Simplified: only actions that
 * are scaling policies do anything here; any other ARN is kept and given back.
 */
export function checkActions({ OKActions, AlarmActions, InsufficientDataActions }: Actions, composite = false): void {
  const others = [...(OKActions ?? []), ...(InsufficientDataActions ?? [])];
  for (const action of [...others, ...(AlarmActions ?? [])])
    if (!ARN.test(action)) throw new ValidationException(`Invalid arn syntax: ${action}`);
  const scales = (action: string) => action.split(":")[2] === "autoscaling";
  // AWS: a composite alarm cannot call Auto Scaling (API_PutCompositeAlarm); its text is unknown.
  if (composite && [...others, ...(AlarmActions ?? [])].some(scales))
    throw new ValidationException("A composite alarm cannot call a scaling policy.");
  if (others.some(scales)) throw new ValidationException("This sandbox calls scaling policies from AlarmActions only.");
}

/** The tags of a new alarm, or why it may not have them. */
export function newTags(given: Tag[] | undefined): Record<string, string> {
  return checkedTags({}, given ?? []);
}

/** An alarm's tags with others added (recorded). */
export function checkedTags(before: Record<string, string>, given: Tag[]): Record<string, string> {
  if (given.some(({ Key }) => /^aws:/i.test(Key!)))
    throw new AccessDenied('The provided tag keys must not start with any case of "aws:"');
  const tags = { ...before, ...Object.fromEntries(given.map(({ Key, Value }) => [Key!, Value!])) };
  if (Object.keys(tags).length > TAGS_MAX)
    throw new ValidationException("The resultant tag set must not have more than 50 user tags.");
  return tags;
}

/** Metric and composite alarms share their names (recorded: alarm_controls.json, `metric-over-composite`). */
export const usedByAnother = (name: string): string =>
  `AlarmName [${name}] is already used by another alarm of a different type`;

/** A record of the world cannot hold this one name; AWS takes it. */
export function checkName(name: string): void {
  if (name === "__proto__") throw new ValidationException("This sandbox has no alarms called __proto__.");
}

/** AWS: LimitExceeded where an account has as many alarms as it may (API_PutMetricAlarm); the text is our own. */
export function checkRoom({ cloudwatch }: RegionState): void {
  const count = Object.keys(cloudwatch.alarms).length + Object.keys(cloudwatch.compositeAlarms ?? {}).length;
  if (count >= limits.alarms)
    throw new LimitExceededFault(`This sandbox account has ${limits.alarms} alarms, which is as many as it can keep.`);
}
