import type { CapacityProviderStrategyItem, ClusterSetting, CreateClusterRequest } from "@aws-sdk/client-ecs";
import type { Cluster } from "../../world/ecs.ts";
import { InvalidParameterException } from "./errors.ts";
import { given } from "./json.ts";
import { mustBeOneOf, unsupported } from "./refusals.ts";
import { checkStrategy } from "./strategy-rules.ts";

/** The capacity providers every account has (API_CapacityProvider). */
export const FARGATE_PROVIDERS = ["FARGATE", "FARGATE_SPOT"];

/** AWS: what a cluster has when nothing is said (testdata/aws/ecs/controls.json, sequence 5). */
const SETTINGS_DEFAULT = [{ name: "containerInsights", value: "disabled" }];

/**
 * The members of a new cluster that are only given back, checked and with AWS's defaults; `containerInsights` is the account's
 * own default, where somebody set one (API_PutAccountSetting).
 */
export function clusterEcho(input: CreateClusterRequest, containerInsights?: string): Cluster["echo"] {
  checkSettings(input.settings);
  checkConfiguration(input);
  const byDefault = containerInsights ? [{ name: "containerInsights", value: containerInsights }] : SETTINGS_DEFAULT;
  return given({
    // Simplified: containerInsights is kept and shown, but no metrics of Container Insights are published.
    settings: input.settings?.length ? input.settings : byDefault,
    configuration: input.configuration,
    ...providersEcho(input.capacityProviders ?? [], input.defaultCapacityProviderStrategy ?? []),
  });
}

/** Refuses settings that a cluster does not have. */
export function checkSettings(settings: ClusterSetting[] | undefined): void {
  for (const { name, value } of settings ?? []) {
    if (name !== "containerInsights") throw new InvalidParameterException("Invalid setting 'name'");
    if (!["enabled", "disabled", "enhanced"].includes(value ?? ""))
      throw new InvalidParameterException("Invalid setting 'value'");
  }
}

/** Refuses what a cluster's configuration cannot be. */
export function checkConfiguration(
  input: Pick<CreateClusterRequest, "configuration" | "serviceConnectDefaults">,
): void {
  if (input.serviceConnectDefaults) unsupported("Service Connect");
  mustBeOneOf("logging", input.configuration?.executeCommandConfiguration?.logging, ["NONE", "DEFAULT", "OVERRIDE"]);
}

/** The capacity providers of a cluster and its default strategy, checked. */
export function providersEcho(providers: string[], strategy: CapacityProviderStrategyItem[]): Record<string, unknown> {
  for (const it of providers)
    if (!FARGATE_PROVIDERS.includes(it)) unsupported(`the capacity provider ${it}`, "It has FARGATE and FARGATE_SPOT.");
  return { capacityProviders: providers, defaultCapacityProviderStrategy: checkStrategy(providers, strategy) };
}
