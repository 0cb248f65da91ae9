import { trackingPolicy } from "../chapters/configuring-service-auto-scaling.ts";
import { scalableTargetOf, scalingPoliciesOf } from "../reading.ts";
import { scenario } from "../scenario.ts";
import { configured, putTracking, register } from "./configuring-service-auto-scaling.ts";
import type { Solution } from "./solution.ts";
import { cleanUp } from "./under-load.ts";

export const labCodeConfigured: Solution = async (looking) => {
  const [{ found: target }, policies] = await Promise.all([scalableTargetOf(looking), scalingPoliciesOf(looking)]);
  return trackingPolicy(looking, policies).found ? register(target) : configured(looking);
};

/** Everything goes, and comes again as it was. */
export const labCodeAgain: Solution = async (looking) => {
  const held = trackingPolicy(looking, await scalingPoliciesOf(looking)).found;
  const values = held?.TargetTrackingScalingPolicyConfiguration;
  return [
    ...(await cleanUp(looking)),
    ...register(undefined),
    ...putTracking([], undefined, {
      name: held?.PolicyName ?? scenario.policy,
      metric: scenario.metric,
      target: values?.TargetValue ?? scenario.targetValue,
      cooldownSeconds: values?.ScaleOutCooldown ?? scenario.cooldownSeconds,
    }),
  ];
};
