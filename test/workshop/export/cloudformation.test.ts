import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { exportChecks } from "../../../server/contract/export.ts";
import { cloudFormation } from "../../../server/workshop/export/cloudformation.ts";
import { readScaling } from "../../../server/workshop/export/read.ts";
import { type ScalingState, scalingState } from "../../../server/workshop/export/state.ts";
import { sandbox } from "../../support/sandbox.ts";
import { Intrinsic, ServiceSpec } from "./service-spec.ts";
import { AWKWARD, configureEverything } from "./state.ts";

type Template = {
  Parameters: Record<string, { Type: string; Default: string }>;
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
};

/** As CloudFormation reads it: YAML 1.1 with its own tags. */
const read = (text: string): Template =>
  parse(text, {
    version: "1.1",
    customTags: ["Ref", "Sub"].map((name) => ({ tag: `!${name}`, resolve: (of: string) => new Intrinsic(name, of) })),
  });

async function everything(): Promise<ScalingState> {
  const account = await sandbox();
  await configureEverything(account.aws);
  return scalingState(await readScaling(account as unknown as Parameters<typeof readScaling>[0]));
}

test("every property of the template is one that AWS's service specification has, of its type", async () => {
  const { version } = JSON.parse(readFileSync("node_modules/@aws-cdk/aws-service-spec/package.json", "utf8"));
  expect(exportChecks.cloudformation).toEqual({ tool: "@aws-cdk/aws-service-spec", version });
  const spec = new ServiceSpec();

  const { Parameters, Resources } = read(cloudFormation(await everything()));

  expect(
    Object.entries(Resources).flatMap(([id, it]) => spec.problems(it.Type, it.Properties).map((p) => `${id}: ${p}`)),
  ).toEqual([]);
  expect([...Object.keys(Resources), ...Object.keys(Parameters)].every((id) => /^[A-Za-z0-9]{1,255}$/.test(id))).toBe(
    true,
  );
  expect(Object.values(Resources).map(({ Type }) => Type)).toEqual([
    "AWS::ApplicationAutoScaling::ScalableTarget",
    ...Array(3).fill("AWS::ApplicationAutoScaling::ScalingPolicy"),
    ...Array(2).fill("AWS::CloudWatch::Alarm"),
  ]);
});

test("the specification finds what is wrong", () => {
  const spec = new ServiceSpec();

  expect(
    spec.problems("AWS::ApplicationAutoScaling::ScalableTarget", {
      MinCapacity: "one",
      ServiceNamespace: "ecs",
      ScalableDimension: "ecs:service:DesiredCount",
      ResourceId: "service/c/s",
      ScheduledActions: [{ Schedule: "rate(1 hour)", Zone: "UTC" }],
    }),
  ).toEqual([
    "AWS::ApplicationAutoScaling::ScalableTarget needs MaxCapacity",
    'AWS::ApplicationAutoScaling::ScalableTarget.MinCapacity is no integer: "one"',
    "AWS::ApplicationAutoScaling::ScalableTarget.ScheduledActions[0] needs ScheduledActionName",
    "AWS::ApplicationAutoScaling::ScalableTarget.ScheduledActions[0] has no Zone",
  ]);
});

test("whatever refers to something refers to a thing of the template, and awkward names come through", async () => {
  const { Parameters, Resources } = read(cloudFormation(await everything()));
  const references: Intrinsic[] = [];
  JSON.stringify(Resources, (_, value) => {
    if (value instanceof Intrinsic) references.push(value);
    return value;
  });

  for (const { name, of } of references) {
    const ids = name === "Ref" ? [of] : [...of.matchAll(/\$\{(\w+)\}/g)].map(([, id]) => id!);
    for (const id of ids) expect({ ...Parameters, ...Resources }).toHaveProperty(id);
  }
  expect(references.length).toBeGreaterThan(8);
  const names = Object.values(Resources).map(({ Properties }) => Properties.PolicyName ?? Properties.AlarmName);
  expect(names).toEqual([
    undefined,
    "containers-workshop-ecs-scaling-policy",
    AWKWARD,
    "step-in",
    `${AWKWARD} high`,
    "step-low",
  ]);
});

test.each([
  "yes",
  "12:30:00",
  "2026-11-25",
  "0x1f",
  "1e3",
  "~",
  "!Ref x",
  "a: b",
  "- a",
  "",
  " a ",
  "a\nb\n",
  "\u0000é🚀",
  "null",
])("the description %j is read back as a text", async (description) => {
  const { targets, alarms, left } = await everything();
  const changed = alarms.map((it) => ({ ...it, AlarmDescription: description }));

  const { Resources } = read(cloudFormation({ targets, alarms: changed, left }));

  expect(Resources.StepLow!.Properties.AlarmDescription).toBe(description);
});
