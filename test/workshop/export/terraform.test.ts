// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are references of Terraform, or texts that look like them
import { readFileSync } from "node:fs";
import { parse } from "@cdktf/hcl2json";
import { expect, test } from "vitest";
import { exportChecks } from "../../../server/contract/export.ts";
import { readScaling } from "../../../server/workshop/export/read.ts";
import { type ScalingState, scalingState } from "../../../server/workshop/export/state.ts";
import { terraform } from "../../../server/workshop/export/terraform.ts";
import { CLUSTER, SERVICE } from "../../support/names.ts";
import { sandbox } from "../../support/sandbox.ts";
import { AWKWARD, configureEverything } from "./state.ts";

/** hcl2json leaves `$${` and `%%{` as they are written; Terraform reads them as `${` and `%{`. */
const asTerraform = (it: string): string => it.replace(/([$%])\1\{/g, "$1{");

async function everything(): Promise<ScalingState> {
  const account = await sandbox();
  await configureEverything(account.aws);
  return scalingState(await readScaling(account as unknown as Parameters<typeof readScaling>[0]));
}

const target = "aws_appautoscaling_target.service";
const ofTarget = {
  resource_id: `\${${target}.resource_id}`,
  scalable_dimension: `\${${target}.scalable_dimension}`,
  service_namespace: `\${${target}.service_namespace}`,
};

test("HashiCorp's own parser reads the configuration, and finds in it what the account has", async () => {
  const { version } = JSON.parse(readFileSync("node_modules/@cdktf/hcl2json/package.json", "utf8"));
  expect(exportChecks.terraform).toEqual({ tool: "@cdktf/hcl2json", version });

  const { resource, variable } = (await parse("scaling.tf", terraform(await everything()))) as Parsed;

  expect(variable).toEqual({
    cluster_name: [{ type: "${string}", default: CLUSTER }],
    service_name: [{ type: "${string}", default: SERVICE }],
  });
  expect(resource.aws_appautoscaling_target!.service).toEqual([
    {
      service_namespace: "ecs",
      scalable_dimension: "ecs:service:DesiredCount",
      resource_id: "service/${var.cluster_name}/${var.service_name}",
      min_capacity: 1,
      max_capacity: 5,
      tags: { for: "$${x} %%{y}", team: 'web & "shop"' },
      suspended_state: [
        {
          dynamic_scaling_in_suspended: true,
          dynamic_scaling_out_suspended: false,
          scheduled_scaling_suspended: false,
        },
      ],
    },
  ]);
  expect(resource.aws_appautoscaling_policy!.containers_workshop_ecs_scaling_policy).toEqual([
    {
      ...ofTarget,
      name: "containers-workshop-ecs-scaling-policy",
      policy_type: "TargetTrackingScaling",
      target_tracking_scaling_policy_configuration: [
        {
          target_value: 40,
          scale_in_cooldown: 30,
          scale_out_cooldown: 30,
          predefined_metric_specification: [{ predefined_metric_type: "ECSServiceAverageCPUUtilization" }],
        },
      ],
    },
  ]);
  expect(resource.aws_appautoscaling_policy!.step_in![0]!.step_scaling_policy_configuration).toEqual([
    {
      adjustment_type: "ChangeInCapacity",
      cooldown: 60,
      metric_aggregation_type: "Average",
      step_adjustment: [{ scaling_adjustment: -1, metric_interval_upper_bound: 0 }],
    },
  ]);
  expect(resource.aws_appautoscaling_scheduled_action!.weekday_mornings).toEqual([
    {
      ...ofTarget,
      name: "weekday mornings",
      schedule: "cron(0 8 ? * MON-FRI *)",
      timezone: "America/Sao_Paulo",
      start_time: "2027-01-04T00:00:00Z",
      scalable_target_action: [{ min_capacity: 2 }],
    },
  ]);
  expect(resource.aws_cloudwatch_metric_alarm!.step_low![0]).toMatchObject({
    alarm_name: "step-low",
    alarm_actions: ["${aws_appautoscaling_policy.step_in.arn}"],
    dimensions: { ClusterName: "${var.cluster_name}", ServiceName: "${var.service_name}" },
    threshold: 20,
    datapoints_to_alarm: 2,
    tags: { team: "web" },
  });
});

test("an alarm on metric math has a block per query, with metric and statistic in one", async () => {
  const { targets, alarms, left } = await everything();
  const { AlarmName, AlarmActions, tags } = alarms[0]!;
  const Metric = { Namespace: "AWS/ECS", MetricName: "CPUUtilization", Dimensions: [{ Name: "a b", Value: "c" }] };
  const Metrics = [
    { Id: "e", Expression: "m * 2", ReturnData: true },
    { Id: "m", MetricStat: { Metric, Period: 60, Stat: "p99" }, ReturnData: false },
  ];
  const math = {
    AlarmName,
    AlarmActions,
    tags,
    Metrics,
    Threshold: -1.5,
    EvaluationPeriods: 1,
    ComparisonOperator: undefined,
  };

  const { resource } = (await parse("scaling.tf", terraform({ targets, alarms: [math], left }))) as Parsed;

  expect(Object.values(resource.aws_cloudwatch_metric_alarm!)[0]![0]).toMatchObject({
    threshold: -1.5,
    metric_query: [
      { id: "e", expression: "m * 2", return_data: true },
      {
        id: "m",
        return_data: false,
        metric: [
          { namespace: "AWS/ECS", metric_name: "CPUUtilization", period: 60, stat: "p99", dimensions: { "a b": "c" } },
        ],
      },
    ],
  });
});

test("HashiCorp's parser refuses what is no HCL", async () => {
  await expect(parse("scaling.tf", 'resource "a" {{')).rejects.toThrow();
});

test.each([
  AWKWARD,
  "$${a}",
  "%%{a}",
  "$$$",
  "${",
  "a\tb\r\n\b\f\u0000\u001f\u007f",
  "é 🚀 \u2028",
  "\\${a}",
  "<<EOT",
  "/* # // */",
  "",
])("the description %j is read back as it was", async (description) => {
  const { targets, alarms, left } = await everything();
  const changed = alarms.map((it) => ({ ...it, AlarmDescription: description }));

  const { resource } = (await parse("scaling.tf", terraform({ targets, alarms: changed, left }))) as Parsed;

  const read = resource.aws_cloudwatch_metric_alarm!.step_low![0]!.alarm_description as string;
  expect(asTerraform(read)).toBe(description);
});

test("two services have names of their own, and so have policies whose names differ only in signs", async () => {
  const { targets, alarms, left } = await everything();
  const [one] = targets;
  const other = { ...one!, service: { cluster: CLUSTER, name: "other" }, policies: one!.policies.slice(0, 1) };
  other.policies = [
    ...other.policies,
    { ...other.policies[0]!, name: "containers workshop ecs scaling.policy", arn: "x" },
  ];

  const { resource, variable } = (await parse(
    "scaling.tf",
    terraform({ targets: [one!, other], alarms, left }),
  )) as Parsed;

  expect(Object.keys(variable)).toHaveLength(4);
  expect(Object.keys(resource.aws_appautoscaling_target!)).toHaveLength(2);
  expect(Object.keys(resource.aws_appautoscaling_policy!).sort()).toEqual([
    "containers_workshop_ecs_scaling_policy",
    "containers_workshop_ecs_scaling_policy_2",
    "containers_workshop_ecs_scaling_policy_3",
    "it_s_home_x_id_a_yes",
    "step_in",
  ]);
});

type Blocks = Record<string, Record<string, unknown>[]>;
type Parsed = { variable: Blocks; resource: Record<string, Blocks> };
