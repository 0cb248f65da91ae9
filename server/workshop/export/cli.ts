import { cliLine, POLICY_ARN } from "../console/cli.ts";
import { resourceIdOf } from "../scenario.ts";
import { DIMENSION, type ExportedTarget, NAMESPACE, type ScalingState, withActions } from "./state.ts";

/**
 * A script of the AWS CLI: targets, their policies and scheduled actions, then the alarms, which need the ARNs that the policies get.
 * Each line runs only after the one before went well, in a file and pasted alike.
 */
export function cliScript({ targets, alarms }: ScalingState): string {
  const called = targets.flatMap((it) => it.policies.filter((policy) => policy.called));
  const variables = new Map(
    called.map(({ arn }, i) => [arn, called.length === 1 ? POLICY_ARN : `${POLICY_ARN}_${i + 1}`]),
  );
  const lines = [
    ...targets.flatMap((target) => targetLines(target, variables)),
    ...alarms.map(({ tags, ...input }) =>
      cliLine(
        "cloudwatch",
        "PutMetricAlarm",
        { ...withActions(input, (arn) => variables.get(arn)), Tags: tags.length > 0 ? tags : undefined },
        { variables: [...variables.values()] },
      ),
    ),
  ];
  return `#!/usr/bin/env bash\n${lines.join(" &&\n")}\n`;
}

function targetLines(target: ExportedTarget, variables: Map<string, string>): string[] {
  const scaling = "application-autoscaling";
  const keys = {
    ServiceNamespace: NAMESPACE,
    ResourceId: resourceIdOf(target.service),
    ScalableDimension: DIMENSION,
  };
  return [
    cliLine(scaling, "RegisterScalableTarget", {
      ...keys,
      MinCapacity: target.minCapacity,
      MaxCapacity: target.maxCapacity,
      SuspendedState: target.suspended,
      Tags: target.tags.length > 0 ? Object.fromEntries(target.tags.map((it) => [it.Key, it.Value])) : undefined,
    }),
    ...target.policies.map(({ name, arn, configuration }) => {
      const PolicyType = "StepScalingPolicyConfiguration" in configuration ? "StepScaling" : "TargetTrackingScaling";
      const input = { PolicyName: name, ...keys, PolicyType, ...configuration };
      return cliLine(scaling, "PutScalingPolicy", input, { keepsPolicyArn: variables.get(arn) });
    }),
    ...target.actions.map((action) => cliLine(scaling, "PutScheduledAction", { ...keys, ...action })),
  ];
}
