import type { ClusterSetting, CreateClusterRequest } from "@aws-sdk/client-ecs";
import type { Cluster } from "../../world/ecs.ts";
import type { RegionState } from "../../world/world.ts";
import type { Caller } from "../operation.ts";
import { providersEcho } from "./cluster-providers.ts";
import { InvalidParameterException } from "./errors.ts";
import { given } from "./json.ts";
import { mustBeOneOf, unsupported } from "./refusals.ts";

/** AWS: what a cluster has when nothing is said (testdata/aws/ecs/controls.json, sequence 5). */
const SETTINGS_DEFAULT = [{ name: "containerInsights", value: "disabled" }];

/**
 * The members of a new cluster that are only given back, checked and with AWS's defaults; `containerInsights` is the account's
 * own default, where somebody set one (API_PutAccountSetting).
 */
export function clusterEcho(
  state: RegionState,
  caller: Caller,
  input: CreateClusterRequest,
  containerInsights?: string,
): Cluster["echo"] {
  checkSettings(input.settings);
  checkConfiguration(input);
  const byDefault = containerInsights ? [{ name: "containerInsights", value: containerInsights }] : SETTINGS_DEFAULT;
  return given({
    // Simplified: containerInsights is kept and shown, but no metrics of Container Insights are published.
    settings: input.settings?.length ? input.settings : byDefault,
    configuration: input.configuration,
    ...providersEcho(state, caller, input.capacityProviders ?? [], input.defaultCapacityProviderStrategy ?? []),
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
  // AWS: an empty namespace takes the default away (API_ClusterServiceConnectDefaultsRequest); there is none here.
  if (input.serviceConnectDefaults?.namespace) unsupported("Service Connect");
  mustBeOneOf("logging", input.configuration?.executeCommandConfiguration?.logging, ["NONE", "DEFAULT", "OVERRIDE"]);
}
