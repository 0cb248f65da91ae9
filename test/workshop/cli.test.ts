import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { cliLine } from "../../server/workshop/console/cli.ts";

/** What bash makes of a line: its words, each ended by a NUL. */
const words = (line: string): string[] =>
  execFileSync("bash", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" })
    .split("\0")
    .slice(0, -1);

/** The input that a line's options say, read as the AWS CLI does: `--a-b value` or `--a-b=value`, JSON where the member is a structure. */
function inputOf(line: string, members: string[]): { command: string[]; input: Record<string, unknown> } {
  const [aws, service, operation, ...rest] = words(line);
  const input: Record<string, unknown> = {};
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? "-" : ""}${letter.toLowerCase()}`);
  while (rest.length > 0) {
    const [, option, glued] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(rest.shift()!)!;
    const value = glued ?? rest.shift()!;
    if (glued === undefined && value.startsWith("-")) throw new Error(`${value} would be taken for an option`);
    if (option === "cli-input-json") return { command: [aws!, service!, operation!], input: JSON.parse(value) };
    const member = members.find((name) => kebab(name) === option)!;
    input[member] = value.startsWith("{") ? JSON.parse(value) : /^\d+$/.test(value) ? Number(value) : value;
  }
  return { command: [aws!, service!, operation!], input };
}

const policy = (PolicyName: string) => ({
  PolicyName,
  ServiceNamespace: "ecs",
  ResourceId: "service/c/s",
  ScalableDimension: "ecs:service:DesiredCount",
  PolicyType: "TargetTrackingScaling",
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 40,
    PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
    DisableScaleIn: true,
  },
});

test("a line reads as one would type it", () => {
  expect(cliLine("ecs", "UpdateService", { cluster: "c", service: "s", desiredCount: 2 })).toBe(
    "aws ecs update-service --cluster c --service s --desired-count 2",
  );
  expect(
    cliLine("application-autoscaling", "RegisterScalableTarget", {
      ServiceNamespace: "ecs",
      ResourceId: "service/c/s",
      ScalableDimension: "ecs:service:DesiredCount",
      MinCapacity: 1,
      MaxCapacity: 5,
    }),
  ).toBe(
    "aws application-autoscaling register-scalable-target --service-namespace ecs --resource-id service/c/s --scalable-dimension ecs:service:DesiredCount --min-capacity 1 --max-capacity 5",
  );
});

test.each([
  "containers-workshop-ecs-scaling-policy",
  "it's mine",
  '"quoted" $(id) `id` $HOME \\',
  "a b  c",
  "-starts-with-a-dash",
  "--policy-type",
  "!history ~ * ? [a] {a,b} | & ; < > #",
  "file://name",
  "https://example.org",
  "",
])("bash reads the policy name %j back as it was", (name) => {
  const input = policy(name);

  expect(inputOf(cliLine("application-autoscaling", "PutScalingPolicy", input), Object.keys(input))).toEqual({
    command: ["aws", "application-autoscaling", "put-scaling-policy"],
    input,
  });
});
