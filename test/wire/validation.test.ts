import { expect, test } from "vitest";
import { AwsError } from "../../server/sandbox/services/aws-error.ts";
import { all, length, oneOf, range } from "../../server/sandbox/services/constraints.ts";
import type { Operation, ServiceId } from "../../server/sandbox/services/operation.ts";
import { everyOperation, gateway, readAnswer, signedRequest, speakerOf, xmlError } from "./support.ts";

/** What the framework answers to this input when the operation declares these rules. */
async function refused(
  service: ServiceId,
  operation: string,
  input: object,
  rules: Partial<Operation> = {},
  protocol = "",
) {
  const { handle } = await gateway({
    call: () => Promise.reject(new Error("must not be called")),
    catalog: await everyOperation(rules),
  });
  return readAnswer(await handle(await signedRequest(speakerOf(service, protocol), operation, input)));
}

const target = { ServiceNamespace: "ecs", ResourceId: "service/c/s", ScalableDimension: "ecs:service:DesiredCount" };

test("a value that breaks a constraint is told with its path in small first letters", async () => {
  const answer = await refused(
    "application-autoscaling",
    "RegisterScalableTarget",
    { ...target, RoleARN: "" },
    { accepts: { RoleARN: length(1, 1600) } },
  );

  expect(answer.status).toBe(400);
  expect(answer.body).toEqual({
    __type: "ValidationException",
    message:
      "1 validation error detected: Value '' at 'roleARN' failed to satisfy constraint: Member must have length greater than or equal to 1",
  });
});

test("an unknown scalable dimension is refused by Application Auto Scaling itself", async () => {
  const input = { ...target, ScalableDimension: "ecs:service:desiredCount" };

  const answer = await refused("application-autoscaling", "DeregisterScalableTarget", input, {
    accepts: { ScalableDimension: oneOf(["a", "b"]) },
  });

  expect(answer.body).toEqual({
    __type: "ValidationException",
    Message:
      "1 validation error detected: Value 'ecs:service:desiredCount' at 'scalableDimension' failed to satisfy constraint: Member must satisfy enum value set: [a, b]",
  });
});

test("several violations are counted and told in one sentence", async () => {
  const answer = await refused(
    "application-autoscaling",
    "DescribeScalingPolicies",
    { ServiceNamespace: "ecs", MaxResults: 0 },
    {
      accepts: { ServiceNamespace: oneOf(["ec2"]), MaxResults: range(1, 10), ResourceId: length(1, 2) },
    },
  );

  expect(answer.body.message).toBe(
    "2 validation errors detected: Value 'ecs' at 'serviceNamespace' failed to satisfy constraint: Member must satisfy enum value set: [ec2]; Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
  );
});

test("a constraint reaches members of structures, lists and their items", async () => {
  const accepts = {
    "MetricDataQueries.Id": length(1, 2),
    "MetricDataQueries.MetricStat.Metric.MetricName": length(2, 3),
  };
  const query = (Id: string) => ({
    Id,
    MetricStat: {
      Metric: { Namespace: "N", MetricName: "m" },
      Period: 60,
      Stat: "Sum",
    },
  });
  const input = { MetricDataQueries: [query("a"), query("long")], StartTime: new Date(0), EndTime: new Date(1000) };

  const answer = await refused("cloudwatch", "GetMetricData", input, { accepts }, "Json");

  expect(answer.body.__type).toBe("com.amazon.coral.validate#ValidationException");
  expect(answer.headers["x-amzn-query-error"]).toBe("ValidationError;Sender");
  expect(answer.body.message.split("; ")).toEqual([
    "3 validation errors detected: Value 'long' at 'metricDataQueries.2.member.id' failed to satisfy constraint: Member must have length less than or equal to 2",
    "Value 'm' at 'metricDataQueries.1.member.metricStat.metric.metricName' failed to satisfy constraint: Member must have length greater than or equal to 2",
    "Value 'm' at 'metricDataQueries.2.member.metricStat.metric.metricName' failed to satisfy constraint: Member must have length greater than or equal to 2",
  ]);
});

test("items of a list can be meant themselves", async () => {
  const answer = await refused(
    "application-autoscaling",
    "DescribeScalableTargets",
    { ServiceNamespace: "ecs", ResourceIds: ["ok", ""] },
    {
      accepts: { "ResourceIds.member": all(length(1, 10)) },
    },
  );

  expect(answer.body.message).toContain("Value '' at 'resourceIds.2.member'");
});

test("a member that is missing is null, wherever it is", async () => {
  const answer = await refused("application-autoscaling", "PutScalingPolicy", {
    ...target,
    TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: {} },
  });

  expect(answer.body.message.split("; ")).toEqual([
    "3 validation errors detected: Value null at 'policyName' failed to satisfy constraint: Member must not be null",
    "Value null at 'targetTrackingScalingPolicyConfiguration.targetValue' failed to satisfy constraint: Member must not be null",
    "Value null at 'targetTrackingScalingPolicyConfiguration.predefinedMetricSpecification.predefinedMetricType' failed to satisfy constraint: Member must not be null",
  ]);
});

test("a service may have its own words for what is missing", async () => {
  class ClientException extends AwsError {
    override readonly name = "ClientException";
  }
  const missing = { family: () => new ClientException("Family can not be blank.") };

  const answer = await refused("ecs", "RegisterTaskDefinition", { containerDefinitions: [] }, { missing });

  expect(answer.body).toEqual({ __type: "ClientException", message: "Family can not be blank." });
});

test("Query says ValidationError", async () => {
  const answer = await refused("elasticloadbalancing", "DescribeTargetHealth", {});

  expect([answer.status, ...xmlError(answer.body)!]).toEqual([
    400,
    "Sender",
    "ValidationError",
    "1 validation error detected: Value null at 'targetGroupArn' failed to satisfy constraint: Member must not be null",
  ]);
});
