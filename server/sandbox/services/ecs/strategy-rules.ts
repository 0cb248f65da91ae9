import type { CapacityProviderStrategyItem } from "@aws-sdk/client-ecs";
import type { Cluster, StrategyItem } from "../../world/ecs.ts";
import { InvalidParameterException } from "./errors.ts";

/** AWS: entries of a strategy, and the largest weight and base (API_CapacityProviderStrategyItem, API_CreateService). */
const ITEMS_MAX = 20;
const WEIGHT_MAX = 1_000;
const BASE_MAX = 100_000;

/** A strategy with AWS's defaults. `associated` are the cluster's capacity providers. Sentences without a source are ours. */
export function checkStrategy(associated: readonly string[], strategy: CapacityProviderStrategyItem[]): StrategyItem[] {
  if (strategy.length > ITEMS_MAX)
    throw new InvalidParameterException(`A capacity provider strategy can have at most ${ITEMS_MAX} entries.`);
  const items = strategy.map(({ capacityProvider = "", weight = 0, base = 0 }) => {
    const name = capacityProvider.split(":capacity-provider/").pop()!;
    if (!associated.includes(name))
      throw new InvalidParameterException("The specified capacity provider is not associated with the cluster.");
    if (weight < 0 || weight > WEIGHT_MAX)
      throw new InvalidParameterException(`The weight of a capacity provider lies between 0 and ${WEIGHT_MAX}.`);
    if (base < 0 || base > BASE_MAX)
      throw new InvalidParameterException(`The base of a capacity provider lies between 0 and ${BASE_MAX}.`);
    return { capacityProvider: name, weight, base };
  });
  if (new Set(items.map((it) => it.capacityProvider)).size < items.length)
    throw new InvalidParameterException("A capacity provider can be in a strategy only once.");
  if (items.filter((it) => it.base > 0).length > 1)
    throw new InvalidParameterException("Only one capacity provider of a strategy can have a base.");
  if (items.length > 1 && items.every((it) => it.weight === 0))
    throw new InvalidParameterException("At least one capacity provider of a strategy needs a weight above zero.");
  return items;
}

/** The strategy that a service or task is to follow; undefined where a launch type decides. */
export function strategyOf(
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
  if (asked.length > 0) return checkStrategy(associated, asked);
  const byDefault = (cluster.echo.defaultCapacityProviderStrategy ?? []) as StrategyItem[];
  return !input.launchType && byDefault.length > 0 ? structuredClone(byDefault) : undefined;
}
