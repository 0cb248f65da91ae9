import {
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { expect, test } from "vitest";
import { CLUSTER, SERVICE, sandbox } from "../support/sandbox.ts";

const target = {
  ServiceNamespace: "ecs",
  ResourceId: `service/${CLUSTER}/${SERVICE}`,
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

/** The workshop's account with the workshop's configuration, made through the SDK. */
async function configured() {
  const shop = await sandbox({ seed: 7 });
  await shop.aws.scaling.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: 5 }));
  await shop.aws.scaling.send(
    new PutScalingPolicyCommand({
      ...target,
      PolicyName: "containers-workshop-ecs-scaling-policy",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 40,
        PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
        ScaleOutCooldown: 30,
        ScaleInCooldown: 30,
      },
    }),
  );
  return shop;
}

test("600 users bring the service from one task to five, and without them it comes back to one", async () => {
  const shop = await configured();
  expect(await shop.desiredCount()).toBe(1);

  await shop.load({ users: 600 });
  await shop.pass({ minutes: 20 });

  expect(await shop.runningCount()).toBe(5);
  expect(await shop.events()).toContainEqual(
    expect.stringMatching(/^\(service containers-workshop-ecs-service\) has started 2 tasks: /),
  );

  await shop.load({ users: 0 });
  await shop.pass({ hours: 1 });

  expect(await shop.desiredCount()).toBe(1);
  expect(await shop.runningCount()).toBe(1);
  const { ScalingActivities } = await shop.aws.scaling.send(
    new DescribeScalingActivitiesCommand({ ServiceNamespace: "ecs" }),
  );
  expect(
    ScalingActivities!
      .map((activity) => activity.Description)
      .toReversed()
      .slice(0, 2),
  ).toEqual(["Setting desired count to 3.", "Setting desired count to 5."]);
  await shop.close();
});

test("an account that nobody configured stays as it is under load", async () => {
  const shop = await sandbox();

  await shop.load({ users: 600 });
  await shop.pass({ minutes: 30 });

  expect(await shop.desiredCount()).toBe(1);
  await shop.close();
});
