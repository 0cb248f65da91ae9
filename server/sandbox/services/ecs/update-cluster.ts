import type {
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse,
  UpdateClusterRequest,
  UpdateClusterResponse,
  UpdateClusterSettingsRequest,
  UpdateClusterSettingsResponse,
} from "@aws-sdk/client-ecs";
import type { Change } from "../../world/change.ts";
import type { Cluster } from "../../world/ecs.ts";
import type { RegionState, World } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { type Caller, operation } from "../operation.ts";
import { clusterAnswer } from "./cluster-answer.ts";
import { providersEcho } from "./cluster-providers.ts";
import { checkConfiguration, checkSettings } from "./cluster-settings.ts";
import { ClientException, ClusterNotFoundException, ResourceInUseException } from "./errors.ts";
import { clusterName } from "./identifiers.ts";
import { given, isSame } from "./json.ts";

/** AWS: what these show without being asked; tags are not among it (testdata/aws/ecs/controls.json, sequences 13 and 14). */
const SHOWN = ["SETTINGS", "CONFIGURATIONS", "ATTACHMENTS"];

/** Changes a cluster's settings and configuration; what is left out stays. */
export const UpdateCluster = operation<UpdateClusterRequest, UpdateClusterResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = changeable(state, caller, input.cluster);
    checkSettings(input.settings);
    checkConfiguration(input);
    const echo = given({ settings: input.settings, configuration: input.configuration });
    update(world, state, cluster, echo, "call UpdateCluster", changes);
    return { cluster: clusterAnswer(state, cluster, SHOWN) };
  },
});

/** Changes a cluster's settings. */
export const UpdateClusterSettings = operation<UpdateClusterSettingsRequest, UpdateClusterSettingsResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = changeable(state, caller, input.cluster);
    checkSettings(input.settings);
    if (input.settings!.length > 0)
      update(world, state, cluster, given({ settings: input.settings }), "call UpdateClusterSettings", changes);
    return { cluster: clusterAnswer(state, cluster, SHOWN) };
  },
});

/** Replaces a cluster's capacity providers and its default strategy. AWS: one that a service uses cannot be removed. */
export const PutClusterCapacityProviders = operation<
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse
>({
  run({ world, state, caller, input, changes }) {
    const cluster = changeable(state, caller, input.cluster);
    const echo = given(providersEcho(state, caller, input.capacityProviders!, input.defaultCapacityProviderStrategy!));
    const providers = echo.capacityProviders as string[];
    for (const it of Object.values(state.ecs.services)) {
      if (it.cluster !== cluster.name || it.status === "INACTIVE") continue;
      if (it.capacityProviderStrategy?.some(({ capacityProvider }) => !providers.includes(capacityProvider)))
        throw new ResourceInUseException();
    }
    update(world, state, cluster, echo, "call PutClusterCapacityProviders", changes);
    const answer = clusterAnswer(state, cluster, SHOWN);
    // AWS: what is attached follows in a while (aws-cli, examples of put-cluster-capacity-providers); here it is there at once.
    return {
      cluster: { ...answer, ...(answer.attachments!.length > 0 && { attachmentsStatus: "UPDATE_IN_PROGRESS" }) },
    };
  },
});

/** The cluster to change. AWS: an INACTIVE one is there, but was not ACTIVE (testdata/aws/ecs/controls.json, sequence 27). */
function changeable(state: RegionState, caller: Caller, given: string | undefined): Cluster {
  const cluster = entry(state.ecs.clusters, clusterName(caller, given));
  if (!cluster) throw new ClusterNotFoundException();
  if (cluster.status !== "ACTIVE") throw new ClientException("Cluster was not ACTIVE.");
  return cluster;
}

function update(
  world: World,
  state: RegionState,
  cluster: Cluster,
  echo: Cluster["echo"],
  cause: string,
  changes: Change[],
): void {
  const after = { ...cluster.echo, ...echo };
  if (isSame(after, cluster.echo)) return;
  cluster.echo = after;
  changes.push({
    topic: "service",
    at: world.now,
    region: state.name,
    resource: cluster.name,
    what: "cluster updated",
    cause,
  });
}
