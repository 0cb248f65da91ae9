import {
  ApplicationAutoScalingClient,
  type PredefinedMetricSpecification,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import type { Page } from "@playwright/test";
import type { AccountView } from "../../server/contract/index.ts";
import { read } from "./site.ts";

export const CLUSTER = "containers-workshop-ecs-cluster";
export const SERVICE = "containers-workshop-ecs-service";

/** What a participant gives an SDK client of their own. */
export async function sdkConfig(page: Page) {
  const { endpointUrl, region, credentials } = await read<AccountView>(page, "/api/account");
  return { endpoint: endpointUrl, region, credentials: credentials!, maxAttempts: 1 };
}

export const targetOf = (service: string) =>
  ({
    ServiceNamespace: "ecs",
    ResourceId: `service/${CLUSTER}/${service}`,
    ScalableDimension: "ecs:service:DesiredCount",
  }) as const;

export const tracking = (metric: PredefinedMetricSpecification) => ({
  PolicyType: "TargetTrackingScaling" as const,
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: 40,
    PredefinedMetricSpecification: metric,
    ScaleOutCooldown: 30,
    ScaleInCooldown: 30,
  },
});

/** Configures the service as somebody does who never opens the console. */
export async function configureBySdk(page: Page, { max }: { max: number }) {
  const scaling = new ApplicationAutoScalingClient(await sdkConfig(page));
  await scaling.send(new RegisterScalableTargetCommand({ ...targetOf(SERVICE), MinCapacity: 1, MaxCapacity: max }));
  await scaling.send(
    new PutScalingPolicyCommand({
      ...targetOf(SERVICE),
      PolicyName: "made-elsewhere",
      ...tracking({ PredefinedMetricType: "ECSServiceAverageCPUUtilization" }),
    }),
  );
}
