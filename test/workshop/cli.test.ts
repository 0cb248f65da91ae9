import { expect, test } from "vitest";
import { cliLine, POLICY_ARN } from "../../server/workshop/console/cli.ts";
import { readLine } from "./cli-lines.ts";

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

  expect(readLine(cliLine("application-autoscaling", "PutScalingPolicy", input), Object.keys(input))).toEqual({
    service: "application-autoscaling",
    operation: "put-scaling-policy",
    input,
    query: undefined,
  });
});

test("lists stand as words, and the ARN that a line kept is bash's variable in a later one", () => {
  const kept = cliLine("application-autoscaling", "PutScalingPolicy", { PolicyName: "p" }, { keepsPolicyArn: true });
  const input = { AlarmName: POLICY_ARN, AlarmActions: ["arn:aws:sns:us-east-1:1:t", POLICY_ARN] };
  const line = cliLine("cloudwatch", "PutMetricAlarm", input);

  expect(kept).toBe(
    "POLICY_ARN=$(aws application-autoscaling put-scaling-policy --policy-name p --query PolicyARN --output text)",
  );
  expect(line).toBe(
    `aws cloudwatch put-metric-alarm --alarm-name '$POLICY_ARN' --alarm-actions arn:aws:sns:us-east-1:1:t "$POLICY_ARN"`,
  );
  expect(readLine(line, Object.keys(input), { POLICY_ARN: "arn:p" }).input).toEqual({
    AlarmName: "$POLICY_ARN",
    AlarmActions: ["arn:aws:sns:us-east-1:1:t", "arn:p"],
  });
});

test.each([[["a b", "it's"]], [["-a"]], [["[a]", "{b}"]], [["file://x"]], [["$HOME"]]])(
  "bash reads the alarm names %j back as they were",
  (AlarmNames) => {
    expect(readLine(cliLine("cloudwatch", "DeleteAlarms", { AlarmNames }), ["AlarmNames"]).input).toEqual({
      AlarmNames,
    });
  },
);
