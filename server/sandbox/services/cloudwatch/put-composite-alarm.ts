import type { PutCompositeAlarmInput } from "@aws-sdk/client-cloudwatch";
import { AlarmRuleProblem, nameOf, parseAlarmRule, putCompositeAlarm, referencesOf } from "../../simulation/index.ts";
import { length } from "../constraints.ts";
import { entry } from "../entry.ts";
import { type Context, operation } from "../operation.ts";
import { alarmMembers, checkActions, checkName, checkRoom, newTags, usedByAnother } from "./alarm-settings.ts";
import { ValidationException } from "./errors.ts";

/** AWS: alarms that one rule may ask about (API_PutCompositeAlarm). */
const CHILDREN_MAX = 100;

/** Members of action suppression, which the sandbox does not have. */
const ABSENT = [
  "ActionsSuppressor",
  "ActionsSuppressorWaitPeriod",
  "ActionsSuppressorExtensionPeriod",
  "ActionConfiguration",
] as const;

/** Creates or updates an alarm on other alarms. Texts recorded in radkawar/stackd testdata/aws/cloudwatch/alarm_composites.json. */
export const PutCompositeAlarm = operation<PutCompositeAlarmInput, Record<string, never>>({
  accepts: { ...alarmMembers, AlarmRule: length(1, 10_240) },
  run(context) {
    const { world, state, input, changes } = context;
    checkName(input.AlarmName!);
    for (const member of ABSENT)
      if (input[member] !== undefined)
        throw new ValidationException(`This sandbox has no composite alarms with ${member}.`);
    checkRule(context);
    checkActions(input, true);
    const before = entry(state.cloudwatch.compositeAlarms ?? {}, input.AlarmName!);
    const tags = before ? before.tags : newTags(input.Tags);
    if (!before) checkRoom(state);
    if (entry(state.cloudwatch.alarms, input.AlarmName!))
      throw new ValidationException(usedByAnother(input.AlarmName!));
    putCompositeAlarm(
      world,
      state,
      {
        name: input.AlarmName!,
        ...(input.AlarmDescription !== undefined && { description: input.AlarmDescription }),
        actionsEnabled: input.ActionsEnabled ?? true,
        okActions: input.OKActions ?? [],
        alarmActions: input.AlarmActions ?? [],
        insufficientDataActions: input.InsufficientDataActions ?? [],
        rule: input.AlarmRule!,
        tags,
      },
      changes,
    );
    return {};
  },
});

function checkRule({ state, input, caller }: Context<PutCompositeAlarmInput>): void {
  const references = read(input.AlarmRule!);
  for (const reference of references) {
    const [, region, account] = /^arn:[^:]*:cloudwatch:([^:]*):([^:]*):alarm:/.exec(reference) ?? [];
    if (region === undefined) continue;
    if (region !== caller.region)
      throw new ValidationException(
        `Error in AlarmRule [Wrong ARN region, it was ${region} but ${caller.region} was expected instead]`,
      );
    if (account !== caller.accountId)
      throw new ValidationException(
        "A composite alarm cannot have a child relation with alarms from another AWS account",
      );
  }
  const names = [...new Set(references.map(nameOf))];
  if (names.includes(input.AlarmName!))
    throw new ValidationException(
      "A composite alarm cannot have a child relation with itself via its AlarmRule, as it would introduce a circular dependency",
    );
  if (names.length > CHILDREN_MAX) throw new ValidationException(`A rule asks about at most ${CHILDREN_MAX} alarms.`);
  const { alarms, compositeAlarms = {} } = state.cloudwatch;
  const missing = names.filter((it) => !entry(alarms, it) && !entry(compositeAlarms, it));
  if (missing.length > 0) {
    const arns = missing.map((it) => `arn:aws:cloudwatch:${caller.region}:${caller.accountId}:alarm:${it}`);
    throw new ValidationException(
      `Could not save the composite alarm as alarms [${arns.join(", ")}] in the alarm rule do not exist`,
    );
  }
}

function read(rule: string): string[] {
  try {
    return referencesOf(parseAlarmRule(rule));
  } catch (error) {
    if (error instanceof AlarmRuleProblem) throw new ValidationException(`Error in AlarmRule [${error.message}]`);
    throw error;
  }
}
