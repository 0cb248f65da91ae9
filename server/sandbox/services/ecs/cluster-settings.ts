import type { CreateClusterRequest } from "@aws-sdk/client-ecs";
import type { Cluster } from "../../world/ecs.ts";
import { InvalidParameterException } from "./errors.ts";
import { given } from "./json.ts";
import { mustBeOneOf, unsupported } from "./refusals.ts";

/** The capacity providers every account has (API_CapacityProvider). */
export const FARGATE_PROVIDERS = ["FARGATE", "FARGATE_SPOT"];

/** AWS: what a cluster has when nothing is said (testdata/aws/ecs/controls.json, sequence 5). */
const SETTINGS_DEFAULT = [{ name: "containerInsights", value: "disabled" }];

/** The members of a new cluster that are only given back, checked and with AWS's defaults. */
export function clusterEcho(input: CreateClusterRequest): Cluster["echo"] {
  for (const { name, value } of input.settings ?? []) {
    if (name !== "containerInsights") throw new InvalidParameterException("Invalid setting 'name'");
    if (!["enabled", "disabled", "enhanced"].includes(value ?? ""))
      throw new InvalidParameterException("Invalid setting 'value'");
  }
  if (input.serviceConnectDefaults) unsupported("Service Connect");
  mustBeOneOf("logging", input.configuration?.executeCommandConfiguration?.logging, ["NONE", "DEFAULT", "OVERRIDE"]);
  const providers = input.capacityProviders ?? [];
  for (const it of providers)
    if (!FARGATE_PROVIDERS.includes(it)) unsupported(`the capacity provider ${it}`, "It has FARGATE and FARGATE_SPOT.");
  const strategy = input.defaultCapacityProviderStrategy ?? [];
  for (const { capacityProvider } of strategy) {
    if (!providers.includes(capacityProvider ?? ""))
      throw new InvalidParameterException("The specified capacity provider is not associated with the cluster.");
  }
  return given({
    // Simplified: containerInsights is kept and shown, but no metrics of Container Insights are published.
    settings: input.settings?.length ? input.settings : SETTINGS_DEFAULT,
    configuration: input.configuration,
    capacityProviders: providers,
    defaultCapacityProviderStrategy: strategy.map((it) => ({ ...it, weight: it.weight ?? 0, base: it.base ?? 0 })),
  });
}
