import {
  PutScalingPolicyCommand,
  type PutScalingPolicyCommandInput,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import { sdkAccount } from "./sdk-account.ts";

export const CLUSTER = "containers-workshop-ecs-cluster";
export const SERVICE = "containers-workshop-ecs-service";
export const POLICY = "containers-workshop-ecs-scaling-policy";

/** What names the workshop's scalable target. */
export const resource = {
  ServiceNamespace: "ecs",
  ResourceId: `service/${CLUSTER}/${SERVICE}`,
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

export const cpuMetric = { PredefinedMetricType: "ECSServiceAverageCPUUtilization" } as const;

/** The workshop's account with the steps of the chapter as functions. */
export function workshop() {
  const account = sdkAccount({ state: "workshop" });
  return {
    ...account,
    register: (input: Partial<RegisterScalableTargetCommandInput> = { MinCapacity: 1, MaxCapacity: 5 }) =>
      account.scaling.send(new RegisterScalableTargetCommand({ ...resource, ...input })),
    track: (
      configuration: PutScalingPolicyCommandInput["TargetTrackingScalingPolicyConfiguration"],
      input: Partial<PutScalingPolicyCommandInput> = {},
    ) =>
      account.scaling.send(
        new PutScalingPolicyCommand({
          ...resource,
          PolicyName: POLICY,
          PolicyType: "TargetTrackingScaling",
          TargetTrackingScalingPolicyConfiguration: configuration,
          ...input,
        }),
      ),
  };
}
