import type {
  DeleteAccountSettingRequest,
  DeleteAccountSettingResponse,
  ListAccountSettingsRequest,
  ListAccountSettingsResponse,
  PutAccountSettingDefaultRequest,
  PutAccountSettingDefaultResponse,
  PutAccountSettingRequest,
  PutAccountSettingResponse,
  Setting,
} from "@aws-sdk/client-ecs";
import type { Change } from "../../world/change.ts";
import type { RegionState, World } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { type Caller, operation } from "../operation.ts";
import { page } from "../paging.ts";
import { InvalidParameterException } from "./errors.ts";
import { invalidToken } from "./list-page.ts";
import { mustBeOneOf, unsupported } from "./refusals.ts";

/** AWS: rows of a page, and the default (API_ListAccountSettings). */
const PAGE_MAX = 10;

/**
 * AWS: the settings there are, what they can be, the default first (amazon-ecs-developer-guide, ecs-account-settings). Simplified: the sandbox
 * acts on `containerInsights`, the setting of new clusters; the others are kept and shown.
 */
const SETTINGS: Record<string, string[]> = {
  awsvpcTrunking: ["disabled", "enabled"],
  containerInsights: ["disabled", "enabled", "enhanced"],
  containerInstanceLongArnFormat: ["enabled"],
  defaultLogDriverMode: ["non-blocking", "blocking"],
  fargateEventWindows: ["disabled", "enabled"],
  fargateFIPSMode: ["disabled", "enabled"],
  fargateTaskRetirementWaitPeriod: ["7", "0", "14"],
  guardDutyActivate: ["off"],
  serviceLongArnFormat: ["enabled"],
  tagResourceAuthorization: ["on", "off"],
  taskLongArnFormat: ["enabled"],
};
const LONG_ARNS = ["containerInstanceLongArnFormat", "serviceLongArnFormat", "taskLongArnFormat"];

/** Sets a setting for the caller, or for another principal of the account. */
export const PutAccountSetting = operation<PutAccountSettingRequest, PutAccountSettingResponse>({
  run: ({ world, state, caller, input, changes }) => ({
    setting: put(world, state, input, principalOf(caller, input.principalArn), "call PutAccountSetting", changes),
  }),
});

/** Sets a setting for everybody in the account who has none of their own. */
export const PutAccountSettingDefault = operation<PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse>({
  run: ({ world, state, caller, input, changes }) => ({
    setting: put(world, state, input, rootOf(caller), "call PutAccountSettingDefault", changes),
  }),
});

/** Takes a principal's own setting away: what the account says counts again. */
export const DeleteAccountSetting = operation<DeleteAccountSettingRequest, DeleteAccountSettingResponse>({
  run({ world, state, caller, input, changes }) {
    const name = input.name!;
    mustBeOneOf("name", name, Object.keys(SETTINGS));
    const principalArn = principalOf(caller, input.principalArn);
    const settings = state.ecs.accountSettings ?? {};
    const key = keyOf(name, principalArn);
    const value = entry(settings, key) ?? SETTINGS[name]![0]!;
    if (entry(settings, key) !== undefined) {
      delete settings[key];
      changes.push(change(world, state, name, "deleted", "call DeleteAccountSetting"));
    }
    return { setting: answer(name, value, principalArn) };
  },
});

/** Settings that were set for a principal; with `effectiveSettings` all, with the account's or AWS's own defaults. */
export const ListAccountSettings = operation<ListAccountSettingsRequest, ListAccountSettingsResponse>({
  reads: true,
  run({ state, caller, input }) {
    const { name: asked, value: wanted, effectiveSettings = false, nextToken: token, maxResults = PAGE_MAX } = input;
    mustBeOneOf("name", asked, Object.keys(SETTINGS));
    if (wanted !== undefined && asked === undefined)
      throw new InvalidParameterException("A value can be asked for together with a name only.");
    if (maxResults < 1 || maxResults > PAGE_MAX)
      throw new InvalidParameterException(`Max results must be between 1 and ${PAGE_MAX}`);
    const principalArn = principalOf(caller, input.principalArn);
    const rows: Setting[] = [];
    for (const name of Object.keys(SETTINGS)) {
      const value = effectiveSettings
        ? effectiveSetting(state, caller, name, principalArn)
        : entry(state.ecs.accountSettings ?? {}, keyOf(name, principalArn));
      if (value === undefined || (asked && asked !== name) || (wanted !== undefined && wanted !== value)) continue;
      rows.push(answer(name, value, principalArn));
    }
    const { rows: settings, nextToken } = page(rows, (it) => it.name!, {
      question: ["ListAccountSettings", asked, wanted, effectiveSettings, principalArn],
      size: maxResults,
      token,
      refuse: invalidToken,
    });
    return { settings, nextToken };
  },
});

/** What counts for a principal: its own setting, else the account's, else AWS's default. */
export function effectiveSetting(state: RegionState, caller: Caller, name: string, principalArn: string): string {
  const settings = state.ecs.accountSettings ?? {};
  return (
    entry(settings, keyOf(name, principalArn)) ?? entry(settings, keyOf(name, rootOf(caller))) ?? SETTINGS[name]![0]!
  );
}

function put(
  world: World,
  state: RegionState,
  input: { name: string | undefined; value: string | undefined },
  principalArn: string,
  cause: string,
  changes: Change[],
): Setting {
  const [name, value] = [input.name!, input.value!];
  mustBeOneOf("name", name, Object.keys(SETTINGS));
  if (LONG_ARNS.includes(name) && value === "disabled") unsupported("the short format of ARNs", "Leave it enabled.");
  if (name === "guardDutyActivate")
    throw new InvalidParameterException("The setting guardDutyActivate can only be read: Amazon GuardDuty sets it.");
  mustBeOneOf("value", value, SETTINGS[name]!);
  const key = keyOf(name, principalArn);
  if (entry(state.ecs.accountSettings ?? {}, key) !== value) {
    state.ecs.accountSettings = { ...state.ecs.accountSettings, [key]: value };
    changes.push(change(world, state, name, `= ${value}`, cause));
  }
  return answer(name, value, principalArn);
}

/** AWS: the caller, where nobody is named. Principals of other accounts are refused; the sentence is ours. */
function principalOf(caller: Caller, given: string | undefined): string {
  if (given === undefined) return caller.principal;
  if (!new RegExp(`^arn:aws:iam::${caller.accountId}:(root|(user|role)/[\\w+=,.@/-]{1,512})$`).test(given))
    throw new InvalidParameterException(`The principal ${given.slice(0, 200)} is not one of this account.`);
  return given;
}

const rootOf = ({ accountId }: Caller) => `arn:aws:iam::${accountId}:root`;
const keyOf = (name: string, principalArn: string) => `${name} ${principalArn}`;
const answer = (name: string, value: string, principalArn: string): Setting => ({
  name: name as NonNullable<Setting["name"]>,
  value,
  principalArn,
  type: name === "guardDutyActivate" ? "aws_managed" : "user",
});

const change = (world: World, state: RegionState, resource: string, what: string, cause: string) =>
  ({ topic: "service", at: world.now, region: state.name, resource, what: `account setting ${what}`, cause }) as const;
