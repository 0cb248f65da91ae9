import type { CapacityProviderStrategyItem } from "@aws-sdk/client-ecs";
import type { Cluster, StrategyItem } from "../../world/ecs.ts";
import type { Caller } from "../operation.ts";
import { InvalidParameterException } from "./errors.ts";
import { isArn, resourceOf } from "./identifiers.ts";

/** AWS: entries of a strategy, and the largest weight and base (API_CapacityProviderStrategyItem, API_CreateService). */
const ITEMS_MAX = 20;
const WEIGHT_MAX = 1_000;
const BASE_MAX = 100_000;

/**
 * AWS: what is said of a provider that the cluster does not have, of a cluster's default strategy (radkawar/stackd, internal/services/ecs/clusters.go)
 * and of a service's or task's (dask/dask-cloudprovider, issue 328).
 */
const NOT_ASSOCIATED = {
  "of cluster": "The specified capacity provider is not associated with the cluster.",
  "of tasks":
    "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.",
};

/** A strategy with AWS's defaults. `associated` are the cluster's capacity providers. Sentences without a source are ours. */
export function checkStrategy(
  caller: Caller,
  associated: readonly string[],
  strategy: CapacityProviderStrategyItem[],
  whose: keyof typeof NOT_ASSOCIATED = "of tasks",
): StrategyItem[] {
  if (strategy.length > ITEMS_MAX)
    throw new InvalidParameterException(`A capacity provider strategy can have at most ${ITEMS_MAX} entries.`);
  const items = strategy.map(({ capacityProvider = "", weight = 0, base = 0 }) => {
    const name = isArn(capacityProvider) ? resourceOf(caller, capacityProvider, "capacity-provider") : capacityProvider;
    if (!associated.includes(name)) throw new InvalidParameterException(NOT_ASSOCIATED[whose]);
    if (weight < 0 || weight > WEIGHT_MAX)
      throw new InvalidParameterException(`The weight of a capacity provider lies between 0 and ${WEIGHT_MAX}.`);
    if (base < 0 || base > BASE_MAX)
      throw new InvalidParameterException(`The base of a capacity provider lies between 0 and ${BASE_MAX}.`);
    return { capacityProvider: name, weight, base };
  });
  // AWS: the sentence as aws/aws-cdk repeats it (aws-ecs/lib/cluster.ts).
  if (new Set(items.map(({ capacityProvider }) => isFargateProvider(capacityProvider))).size > 1) {
    throw new InvalidParameterException(
      "A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate providers. Specify one or the other and try again.",
    );
  }
  // AWS: as radkawar/stackd repeats it (internal/services/ecs/replica_admission.go).
  if (new Set(items.map((it) => it.capacityProvider)).size < items.length)
    throw new InvalidParameterException("A capacity provider may only be specified once in a strategy.");
  // AWS: the three sentences as badmintoncryer/cdk-preflight quotes them.
  if (items.filter((it) => it.base > 0).length > 1) {
    throw new InvalidParameterException(
      whose === "of cluster"
        ? "The specified capacity provider strategy contains multiple capacity providers with a base value defined."
        : "There are multiple capacity providers in the specified capacity provider strategy with a base value defined.",
    );
  }
  if (whose === "of tasks" && items.length > 1 && items.every((it) => it.weight === 0)) {
    throw new InvalidParameterException(
      "There are no capacity providers in the capacity provider strategy with a weight value greater than zero.",
    );
  }
  return items;
}

const isFargateProvider = (name: string): boolean => name === "FARGATE" || name === "FARGATE_SPOT";

/** Where the tasks of a strategy run: all its providers are Fargate's, or all Auto Scaling groups'. */
export const launchTypeOf = (strategy: readonly StrategyItem[]): "FARGATE" | "EC2" =>
  isFargateProvider(strategy[0]!.capacityProvider) ? "FARGATE" : "EC2";

/** The strategy that a service or task is to follow; undefined where a launch type decides. */
export function strategyOf(
  caller: Caller,
  cluster: Cluster,
  input: { launchType?: string | undefined; capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined },
): StrategyItem[] | undefined {
  const asked = input.capacityProviderStrategy ?? [];
  // AWS: the sentence as callers saw it ("creating ECS Service" of the Terraform AWS provider).
  if (asked.length > 0 && input.launchType) {
    throw new InvalidParameterException(
      "Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.",
    );
  }
  const associated = (cluster.echo.capacityProviders ?? []) as string[];
  if (asked.length > 0) return checkStrategy(caller, associated, asked);
  const byDefault = (cluster.echo.defaultCapacityProviderStrategy ?? []) as StrategyItem[];
  return !input.launchType && byDefault.length > 0 ? structuredClone(byDefault) : undefined;
}
