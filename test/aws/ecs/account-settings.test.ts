import {
  CreateClusterCommand,
  DeleteAccountSettingCommand,
  ListAccountSettingsCommand,
  PutAccountSettingCommand,
  PutAccountSettingDefaultCommand,
} from "@aws-sdk/client-ecs";
import { expect, test } from "vitest";
import { ACCOUNT_ID, refusal, sdkAccount } from "../sdk-account.ts";

const ME = `arn:aws:iam::${ACCOUNT_ID}:user/participant`;
const ROOT = `arn:aws:iam::${ACCOUNT_ID}:root`;

test("what the account says counts until the caller says something, and again afterwards", async () => {
  const { ecs } = sdkAccount();
  const name = "containerInsights";
  const effective = async () =>
    (await ecs.send(new ListAccountSettingsCommand({ name, effectiveSettings: true }))).settings![0]!.value;

  const seen = [await effective()];
  const byDefault = await ecs.send(new PutAccountSettingDefaultCommand({ name, value: "enabled" }));
  seen.push((await effective())!);
  const mine = await ecs.send(new PutAccountSettingCommand({ name, value: "enhanced" }));
  seen.push((await effective())!);
  await ecs.send(new DeleteAccountSettingCommand({ name }));
  seen.push((await effective())!);

  expect(seen).toEqual(["disabled", "enabled", "enhanced", "enabled"]);
  expect(byDefault.setting).toEqual({ name, value: "enabled", principalArn: ROOT, type: "user" });
  expect(mine.setting).toEqual({ name, value: "enhanced", principalArn: ME, type: "user" });
});

test("a new cluster begins with the account's Container Insights", async () => {
  const { ecs } = sdkAccount();
  await ecs.send(new PutAccountSettingDefaultCommand({ name: "containerInsights", value: "enhanced" }));

  const { cluster } = await ecs.send(new CreateClusterCommand({ clusterName: "c1" }));
  const own = await ecs.send(
    new CreateClusterCommand({ clusterName: "c2", settings: [{ name: "containerInsights", value: "disabled" }] }),
  );

  expect(cluster?.settings).toEqual([{ name: "containerInsights", value: "enhanced" }]);
  expect(own.cluster?.settings).toEqual([{ name: "containerInsights", value: "disabled" }]);
});

test("lists hold what was set, or everything that counts, page by page", async () => {
  const { ecs } = sdkAccount();
  await ecs.send(new PutAccountSettingCommand({ name: "awsvpcTrunking", value: "enabled" }));

  const set = await ecs.send(new ListAccountSettingsCommand({}));
  const first = await ecs.send(new ListAccountSettingsCommand({ effectiveSettings: true }));
  const rest = await ecs.send(new ListAccountSettingsCommand({ effectiveSettings: true, nextToken: first.nextToken }));

  expect(set.settings).toEqual([{ name: "awsvpcTrunking", value: "enabled", principalArn: ME, type: "user" }]);
  expect([first.settings?.length, rest.settings?.length, rest.nextToken]).toEqual([10, 1, undefined]);
  expect(first.settings).toContainEqual({
    name: "serviceLongArnFormat",
    value: "enabled",
    principalArn: ME,
    type: "user",
  });
});

test.each([
  [{ name: "shoeSize", value: "44" }, "InvalidParameterException"],
  [{ name: "containerInsights", value: "on" }, "InvalidParameterException"],
  [{ name: "serviceLongArnFormat", value: "disabled" }, "UnsupportedFeatureException"],
  [
    { name: "containerInsights", value: "enabled", principalArn: "arn:aws:iam::999999999999:root" },
    "InvalidParameterException",
  ],
])("PutAccountSetting with %j is refused", async (input, name) => {
  const { ecs } = sdkAccount();

  expect(await refusal(ecs.send(new PutAccountSettingCommand(input as never)))).toMatchObject({ name, status: 400 });
});
