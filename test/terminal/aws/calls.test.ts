import { expect, test } from "vitest";
import { awsOverSandbox } from "./command.ts";

const cluster = "containers-workshop-ecs-cluster";
const service = "containers-workshop-ecs-service";
const target = [
  ...["--service-namespace", "ecs", "--resource-id", `service/${cluster}/${service}`],
  ...["--scalable-dimension", "ecs:service:DesiredCount"],
];

test("a policy in shorthand is the policy that AWS keeps, and its answer is indented JSON", async () => {
  const { aws } = await awsOverSandbox();

  await aws("application-autoscaling", "register-scalable-target", ...target, "--min-capacity=1", "--max-capacity=5");
  const made = await aws(
    ...["application-autoscaling", "put-scaling-policy", ...target, "--policy-name", "cpu"],
    ...["--policy-type", "TargetTrackingScaling", "--target-tracking-scaling-policy-configuration"],
    "TargetValue=40,PredefinedMetricSpecification={PredefinedMetricType=ECSServiceAverageCPUUtilization},ScaleInCooldown=30",
  );
  const policies = await aws(...["application-autoscaling", "describe-scaling-policies", "--service-namespace", "ecs"]);

  expect(made).toMatchObject({ code: 0, err: "" });
  expect(policies.out).toContain(`            "TargetTrackingScalingPolicyConfiguration": {
                "TargetValue": 40.0,
                "PredefinedMetricSpecification": {
                    "PredefinedMetricType": "ECSServiceAverageCPUUtilization"
                },
                "ScaleInCooldown": 30
            },
`);
});

test("AWS's refusal ends with 254, an unreadable line with 252 and the usage", async () => {
  const { aws } = await awsOverSandbox();

  expect(await aws("ecs", "describe-services", "--cluster", "nowhere", "--services", "x")).toEqual({
    code: 254,
    out: "",
    err: "\nAn error occurred (ClusterNotFoundException) when calling the DescribeServices operation: Cluster not found.\n",
  });
  const unreadable = await aws("ecs", "describe-services");
  expect(unreadable.code).toBe(252);
  expect(unreadable.err).toContain("aws: error: the following arguments are required: --services\n");
});
