import type { Attachment, CapacityProviderStrategyItem } from "@aws-sdk/client-ecs";
import type { Cluster } from "../../world/ecs.ts";
import { hash } from "../../world/random.ts";
import type { RegionState } from "../../world/world.ts";
import { entry } from "../entry.ts";
import type { Caller } from "../operation.ts";
import { InvalidParameterException } from "./errors.ts";
import { isArn, resourceOf } from "./identifiers.ts";
import { checkStrategy } from "./strategy-rules.ts";

/** The capacity providers every account has (API_CapacityProvider). */
export const FARGATE_PROVIDERS = ["FARGATE", "FARGATE_SPOT"];

/** AWS: capacity providers of one cluster (amazon-ecs-developer-guide, service-quotas). The sentence is ours. */
const PROVIDERS_MAX = 20;

/** A capacity provider's name from its name or ARN. */
export const providerName = (caller: Caller, given: string): string =>
  isArn(given) ? resourceOf(caller, given, "capacity-provider") : given;

/** The capacity providers of a cluster and its default strategy, checked. */
export function providersEcho(
  state: RegionState,
  caller: Caller,
  given: string[],
  strategy: CapacityProviderStrategyItem[],
): { capacityProviders: string[]; defaultCapacityProviderStrategy: unknown } {
  const capacityProviders = [...new Set(given.map((it) => providerName(caller, it)))];
  if (capacityProviders.length > PROVIDERS_MAX)
    throw new InvalidParameterException(`A cluster can have at most ${PROVIDERS_MAX} capacity providers.`);
  for (const name of capacityProviders) {
    if (FARGATE_PROVIDERS.includes(name)) continue;
    const provider = entry(state.ecs.capacityProviders ?? {}, name);
    // AWS: the two sentences as callers saw them (terraform-aws-modules/terraform-aws-ecs, issue 53; hashicorp/terraform-provider-aws, issue 45693).
    if (!provider) {
      throw new InvalidParameterException(
        "The specified capacity provider was not found. Specify a valid capacity provider and try again.",
      );
    }
    if (provider.status !== "ACTIVE") {
      throw new InvalidParameterException(
        `The specified capacity provider '${name}' is not in an ACTIVE state. Specify a valid capacity provider and try again.`,
      );
    }
  }
  return {
    capacityProviders,
    defaultCapacityProviderStrategy: checkStrategy(caller, capacityProviders, strategy, "of cluster"),
  };
}

/**
 * What is attached to a cluster. AWS: for each Auto Scaling group that is scaled for it the policy that does so (aws-cli, examples of
 * put-cluster-capacity-providers). Simplified: the ids follow from the names; no policy is there.
 */
export function attachmentsOf(state: RegionState, cluster: Cluster): Attachment[] {
  return ((cluster.echo.capacityProviders ?? []) as string[]).flatMap((name) => {
    const provider = entry(state.ecs.capacityProviders ?? {}, name);
    if (provider?.managedScaling.status !== "ENABLED") return [];
    return {
      id: uuidOf(`${cluster.arn} ${name}`),
      type: "as_policy",
      status: "ACTIVE",
      details: [
        { name: "capacityProviderName", value: name },
        { name: "scalingPolicyName", value: `ECSManagedAutoScalingPolicy-${uuidOf(`${cluster.arn} ${name} policy`)}` },
      ],
    };
  });
}

/** A UUID that follows from a text, so that a read needs no chance. */
function uuidOf(text: string): string {
  const hex = [0, 1, 2, 3].map((i) => hash(`${text} ${i}`).toString(16).padStart(8, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");
}
