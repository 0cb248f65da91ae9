import type {
  CapacityProvider as CapacityProviderAnswer,
  CreateCapacityProviderRequest,
  CreateCapacityProviderResponse,
  DeleteCapacityProviderRequest,
  DeleteCapacityProviderResponse,
  DescribeCapacityProvidersRequest,
  DescribeCapacityProvidersResponse,
  UpdateCapacityProviderRequest,
  UpdateCapacityProviderResponse,
} from "@aws-sdk/client-ecs";
import { limits } from "../../../limits.ts";
import type { Change } from "../../world/change.ts";
import type { CapacityProvider } from "../../world/ecs.ts";
import type { RegionState, World } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { type Caller, operation } from "../operation.ts";
import { page } from "../paging.ts";
import { checkProvider, settingsOf } from "./capacity-provider-rules.ts";
import { FARGATE_PROVIDERS, providerName } from "./cluster-providers.ts";
import {
  ClientException,
  InvalidParameterException,
  LimitExceededException,
  ResourceInUseException,
} from "./errors.ts";
import { activeCluster, arnOf, missing } from "./identifiers.ts";
import { isSame } from "./json.ts";
import { invalidToken } from "./list-page.ts";
import { mustAllBeOneOf, unsupported } from "./refusals.ts";
import { refuseTags } from "./tag-rules.ts";
import { listTags, readTags } from "./tags.ts";

/** AWS: rows of a page, and the default; names of one call (API_DescribeCapacityProviders). The sentences are ours. */
const PAGE_MAX = 10;
const DESCRIBED_MAX = 100;

/**
 * Describes capacity providers: the two of Fargate and those that were made, or the ones that are named, or a cluster's. One that was deleted
 * is shown where it is named.
 */
export const DescribeCapacityProviders = operation<DescribeCapacityProvidersRequest, DescribeCapacityProvidersResponse>(
  {
    reads: true,
    run({ state, caller, input }) {
      const { capacityProviders: asked = [], maxResults = PAGE_MAX, nextToken: token } = input;
      mustAllBeOneOf("include", input.include, ["TAGS"]);
      if (maxResults < 1 || maxResults > PAGE_MAX)
        throw new InvalidParameterException(`Max results must be between 1 and ${PAGE_MAX}`);
      if (asked.length > DESCRIBED_MAX)
        throw new InvalidParameterException(`capacityProviders can have at most ${DESCRIBED_MAX} entries.`);
      const made = state.ecs.capacityProviders ?? {};
      const ofCluster = input.cluster
        ? ((activeCluster(state, caller, input.cluster).echo.capacityProviders ?? []) as string[])
        : undefined;
      const names = new Set(asked.map((it) => providerName(caller, it)));
      const known = [...FARGATE_PROVIDERS, ...Object.keys(made)].filter(
        (it) =>
          (names.size > 0 ? names.has(it) : entry(made, it)?.status !== "INACTIVE") &&
          (!ofCluster || ofCluster.includes(it)),
      );
      const { rows, nextToken } = page(known.sort(), (it) => it, {
        question: ["DescribeCapacityProviders", asked, input.cluster],
        size: maxResults,
        token,
        refuse: invalidToken,
      });
      const withTags = input.include?.includes("TAGS") ?? false;
      return {
        capacityProviders: rows.map((name) => {
          const provider = entry(made, name);
          return provider ? answer(provider, withTags) : fargateAnswer(caller, name);
        }),
        failures: [...names]
          .filter((it) => !known.includes(it))
          .map((it) => missing(arnOf(caller, "capacity-provider", it))),
        nextToken,
      };
    },
  },
);

/**
 * Makes a capacity provider of an Auto Scaling group. Simplified: there are no Auto Scaling groups here; the settings are kept, no instance is
 * ever launched, and tasks are placed on the instances that the cluster has. The two sentences about what is there are those that
 * callers saw (aws/containers-roadmap, issues 632 and 633).
 */
export const CreateCapacityProvider = operation<CreateCapacityProviderRequest, CreateCapacityProviderResponse>({
  run({ world, state, caller, input, changes }) {
    const group = checkProvider(input);
    refuseTags(input.tags ?? []);
    const made = Object.values(state.ecs.capacityProviders ?? {}).filter((it) => it.status === "ACTIVE");
    if (made.some((it) => it.name === input.name)) {
      throw new ClientException(
        "The specified capacity provider already exists. To change the configuration of an existing capacity provider, update the capacity provider.",
      );
    }
    if (made.some((it) => it.autoScalingGroupArn === group.autoScalingGroupArn)) {
      throw new ClientException(
        "The specified Auto Scaling group ARN is already being used by another capacity provider. Specify a unique Auto Scaling group ARN and try again.",
      );
    }
    if (made.length >= limits.capacityProviders)
      throw new LimitExceededException(
        `This sandbox holds at most ${limits.capacityProviders} capacity providers in a Region.`,
      );
    const name = input.name!;
    const provider: CapacityProvider = {
      name,
      arn: arnOf(caller, "capacity-provider", name),
      status: "ACTIVE",
      autoScalingGroupArn: group.autoScalingGroupArn!,
      ...settingsOf(group),
      tags: readTags(input.tags),
    };
    forgetDeleted(state);
    state.ecs.capacityProviders = { ...state.ecs.capacityProviders, [name]: provider };
    changes.push(change(world, state, name, "created", "call CreateCapacityProvider"));
    return { capacityProvider: answer(provider, true) };
  },
});

/** Changes the settings of a capacity provider; what is left out stays. AWS: UPDATE_IN_PROGRESS, then UPDATE_COMPLETE (API_CapacityProvider). */
export const UpdateCapacityProvider = operation<UpdateCapacityProviderRequest, UpdateCapacityProviderResponse>({
  run({ world, state, caller, input, changes }) {
    const provider = changeable(state, caller, input.name!);
    if (input.managedInstancesProvider || input.cluster) unsupported("managed instances");
    // The condition is that of API_UpdateCapacityProvider, the sentence is ours.
    if (!input.autoScalingGroupProvider) throw new InvalidParameterException("autoScalingGroupProvider must be given.");
    const after = settingsOf(input.autoScalingGroupProvider, provider);
    if (!isSame(after, settingsOf({}, provider)) || provider.updateStatus !== "UPDATE_COMPLETE") {
      Object.assign(provider, after, { updateStatus: "UPDATE_COMPLETE" });
      delete provider.updateStatusReason;
      changes.push(change(world, state, provider.name, "updated", "call UpdateCapacityProvider"));
    }
    return { capacityProvider: { ...answer(provider, true), updateStatus: "UPDATE_IN_PROGRESS" } };
  },
});

/**
 * Deletes a capacity provider. AWS: one that a cluster still has stays, its status is DELETE_FAILED, and its reason says so (recorded in
 * hashicorp/terraform-provider-aws, pull request 48156); one that a service's strategy names is in use.
 */
export const DeleteCapacityProvider = operation<DeleteCapacityProviderRequest, DeleteCapacityProviderResponse>({
  run({ world, state, caller, input, changes }) {
    const provider = changeable(state, caller, input.capacityProvider!);
    if (input.cluster) unsupported("managed instances");
    const has = (names: unknown) => (names as string[] | undefined)?.includes(provider.name);
    const cluster = Object.values(state.ecs.clusters).find(
      (it) => it.status === "ACTIVE" && has(it.echo.capacityProviders),
    );
    if (cluster) {
      const updateStatusReason = `The capacity provider cannot be deleted because it is associated with cluster: ${cluster.name}. Remove the capacity provider from the cluster and try again.`;
      if (provider.updateStatusReason !== updateStatusReason) {
        Object.assign(provider, { updateStatus: "DELETE_FAILED", updateStatusReason });
        changes.push(change(world, state, provider.name, "not deleted", "call DeleteCapacityProvider"));
      }
      return { capacityProvider: answer(provider, true) };
    }
    const inUse = Object.values(state.ecs.services).some(
      (it) =>
        it.status !== "INACTIVE" &&
        it.capacityProviderStrategy?.some(({ capacityProvider }) => capacityProvider === provider.name),
    );
    if (inUse) throw new ResourceInUseException();
    const before = answer(provider, true);
    Object.assign(provider, { status: "INACTIVE", updateStatus: "DELETE_COMPLETE" });
    delete provider.updateStatusReason;
    changes.push(change(world, state, provider.name, "deleted", "call DeleteCapacityProvider"));
    // AWS: the answer still says ACTIVE and DELETE_IN_PROGRESS (aws-cli, examples of delete-capacity-provider).
    return { capacityProvider: { ...before, updateStatus: "DELETE_IN_PROGRESS" } };
  },
});

/** A capacity provider that was made. AWS: those of Fargate are reserved (API_DeleteCapacityProvider); that sentence is ours. */
function changeable(state: RegionState, caller: Caller, given: string): CapacityProvider {
  const name = providerName(caller, given);
  if (FARGATE_PROVIDERS.includes(name))
    throw new ClientException(`The capacity provider ${name} is reserved: it cannot be changed or deleted.`);
  const provider = entry(state.ecs.capacityProviders ?? {}, name);
  // AWS: the sentence as callers saw it (hashicorp/terraform-provider-aws, capacity_provider.go).
  if (provider?.status !== "ACTIVE")
    throw new ClientException(
      "The specified capacity provider does not exist. Specify a valid name or ARN and try again.",
    );
  return provider;
}

/** Deleted ones can be described for a while; here until another one is made, and at most as many as there may be. */
function forgetDeleted({ ecs }: RegionState): void {
  const gone = Object.values(ecs.capacityProviders ?? {}).filter((it) => it.status === "INACTIVE");
  for (const it of gone.slice(0, Math.max(0, gone.length + 1 - limits.capacityProviders)))
    delete ecs.capacityProviders![it.name];
}

const answer = (provider: CapacityProvider, withTags: boolean): CapacityProviderAnswer => ({
  capacityProviderArn: provider.arn,
  name: provider.name,
  status: provider.status,
  autoScalingGroupProvider: {
    autoScalingGroupArn: provider.autoScalingGroupArn,
    managedScaling: provider.managedScaling,
    managedTerminationProtection: provider.managedTerminationProtection,
    managedDraining: provider.managedDraining,
  },
  ...(provider.updateStatus && {
    updateStatus: provider.updateStatus as NonNullable<CapacityProviderAnswer["updateStatus"]>,
  }),
  ...(provider.updateStatusReason !== undefined && { updateStatusReason: provider.updateStatusReason }),
  tags: withTags ? listTags(provider.tags) : [],
  type: "EC2_AUTOSCALING",
});

const fargateAnswer = (caller: Caller, name: string): CapacityProviderAnswer => ({
  capacityProviderArn: arnOf(caller, "capacity-provider", name),
  name,
  status: "ACTIVE",
  tags: [],
  type: name as "FARGATE" | "FARGATE_SPOT",
});

function change(world: World, state: RegionState, resource: string, what: string, cause: string): Change {
  return { topic: "service", at: world.now, region: state.name, resource, what: `capacity provider ${what}`, cause };
}
