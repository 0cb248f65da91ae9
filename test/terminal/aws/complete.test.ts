import { expect, test } from "vitest";
import { awsOverSandbox } from "./command.ts";

test.each([
  ["services and commands of the CLI's own", ["e"], ["ecs", "elbv2"]],
  [
    "operations",
    ["ecs", "describe-service"],
    ["describe-service-deployments", "describe-service-revisions", "describe-services"],
  ],
  ["waiters", ["ecs", "wait", "tasks-"], ["tasks-running", "tasks-stopped"]],
  ["options", ["ecs", "describe-services", "--cl"], ["--cluster", "--cli-input-json", "--cli-input-yaml"]],
  [
    "options that are not there yet",
    ["ecs", "describe-services", "--cluster", "x", "--cl"],
    ["--cli-input-json", "--cli-input-yaml"],
  ],
  ["values of a global option", ["ecs", "list-clusters", "--output", "ya"], ["yaml", "yaml-stream"]],
  ["values of an enum", ["ecs", "run-task", "--launch-type", "E"], ["EC2", "EXTERNAL"]],
  ["operations behind global options", ["--output", "text", "sts", "get-c"], ["get-caller-identity"]],
])("Tab knows %s", async (_, words, candidates) => {
  const { complete } = await awsOverSandbox();

  expect(await complete(...words)).toEqual(candidates);
});

test.each([
  ["--cluster", ["ecs", "describe-services", "--cluster", ""], ["containers-workshop-ecs-cluster"]],
  [
    "--services, in the cluster of the line",
    ["ecs", "describe-services", "--cluster", "containers-workshop-ecs-cluster", "--services", "cont"],
    ["containers-workshop-ecs-service"],
  ],
  [
    "--task-definition",
    ["ecs", "describe-task-definition", "--task-definition", ""],
    ["containers-workshop-ecs-task-def:1"],
  ],
])("Tab asks the account for names: %s", async (_, words, candidates) => {
  const { complete } = await awsOverSandbox();

  expect(await complete(...words)).toEqual(candidates);
});

test("Tab offers no names where AWS refuses", async () => {
  const { complete } = await awsOverSandbox();

  expect(await complete("ecs", "describe-services", "--cluster", "nowhere", "--services", "")).toEqual([]);
});

test("alarms are offered by name", async () => {
  const { aws, complete } = await awsOverSandbox();
  await aws(
    ...["cloudwatch", "put-metric-alarm", "--alarm-name", "busy", "--namespace", "Shop", "--metric-name", "Orders"],
    ...["--statistic", "Sum", "--period", "60", "--evaluation-periods", "1", "--threshold", "5"],
    ...["--comparison-operator", "GreaterThanThreshold"],
  );

  expect(await complete("cloudwatch", "delete-alarms", "--alarm-names", "")).toEqual(["busy"]);
});
