import type {
  DeleteServiceRequest,
  DeleteServiceResponse,
  DescribeServicesRequest,
  DescribeServicesResponse,
  ListServicesByNamespaceRequest,
  ListServicesByNamespaceResponse,
  ListServicesRequest,
  ListServicesResponse,
} from "@aws-sdk/client-ecs";
import { deleteServiceTasks, forgetScalableTarget } from "../../simulation/index.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { InvalidParameterException, NamespaceNotFoundException, ServiceNotFoundException } from "./errors.ts";
import { activeCluster, arnOf, findService, idInCluster, missing, serviceKey } from "./identifiers.ts";
import { checkLaunchType } from "./launch-rules.ts";
import { invalidToken, pageSize } from "./list-page.ts";
import { mustAllBeOneOf, mustBeOneOf } from "./refusals.ts";
import { changedService, serviceAnswer } from "./service-answer.ts";

/** AWS: services of one DescribeServices (API_DescribeServices). */
const DESCRIBED_MAX = 10;
/** AWS: rows of a page of ListServices where nothing is said (API_ListServices). */
const LISTED_BY_DEFAULT = 10;

/** Describes services in any status. A service that is not there is a failure, a cluster that is not there an error. */
export const DescribeServices = operation<DescribeServicesRequest, DescribeServicesResponse>({
  reads: true,
  run({ world, state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const asked = input.services!;
    // AWS: the sentence as callers saw it ("when calling the DescribeServices operation"); that for too many is ours.
    if (asked.length === 0) throw new InvalidParameterException("Services cannot be empty.");
    if (asked.length > DESCRIBED_MAX)
      throw new InvalidParameterException(`services can have at most ${DESCRIBED_MAX} entries.`);
    mustAllBeOneOf("include", input.include, ["TAGS"]);
    const withTags = input.include?.includes("TAGS") ?? false;
    const services = [];
    const failures = [];
    for (const name of new Set(asked.map((it) => idInCluster(caller, cluster, it, "service")))) {
      const service = entry(state.ecs.services, serviceKey(cluster, name));
      if (service) services.push(serviceAnswer(world, state, caller, service, withTags));
      else failures.push(missing(arnOf(caller, "service", serviceKey(cluster, name))));
    }
    return { services, failures };
  },
});

/** ARNs of a cluster's ACTIVE services. AWS: a deleted one is gone from the list at once (testdata/aws/ecs/services.json, sequence 93). */
export const ListServices = operation<ListServicesRequest, ListServicesResponse>({
  reads: true,
  run({ state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const { launchType, schedulingStrategy, resourceManagementType } = input;
    checkLaunchType(launchType);
    mustBeOneOf("Scheduling strategy", schedulingStrategy, ["REPLICA", "DAEMON"]);
    mustBeOneOf("resourceManagementType", resourceManagementType, ["CUSTOMER", "ECS"]);
    const found = Object.values(state.ecs.services).filter(
      (it) =>
        it.cluster === cluster &&
        it.status === "ACTIVE" &&
        (!launchType || it.launchType === launchType) &&
        (!schedulingStrategy || it.schedulingStrategy === schedulingStrategy) &&
        resourceManagementType !== "ECS",
    );
    const { rows, nextToken } = page(
      found.sort((a, b) => (a.name < b.name ? -1 : 1)),
      (it) => it.name,
      {
        question: ["ListServices", cluster, launchType, schedulingStrategy, resourceManagementType],
        size: pageSize(input.maxResults, LISTED_BY_DEFAULT),
        token: input.nextToken,
        refuse: invalidToken,
      },
    );
    return { serviceArns: rows.map((it) => it.arn), nextToken };
  },
});

/** Always refused: there are no AWS Cloud Map namespaces in the sandbox. The sentence is ours. */
export const ListServicesByNamespace = operation<ListServicesByNamespaceRequest, ListServicesByNamespaceResponse>({
  reads: true,
  run({ input }) {
    throw new NamespaceNotFoundException(
      `There is no namespace ${input.namespace!.slice(0, 200)}: this sandbox does not have AWS Cloud Map.`,
    );
  },
});

/** Deletes a service: it is DRAINING until its tasks are gone. AWS: its scalable target, policies and alarms go with it. */
export const DeleteService = operation<DeleteServiceRequest, DeleteServiceResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const service = findService(state, caller, cluster, input.service!);
    // AWS: here, and only here, the sentence is empty (testdata/aws/ecs/services.json, sequence 18).
    if (!service) throw new ServiceNotFoundException("");
    // Simplified: deleting again answers what is left; no recording shows it.
    if (service.status !== "ACTIVE") return { service: changedService(world, state, caller, service) };
    // AWS: `force` is asked of the REPLICA strategy only (API_DeleteService).
    if (service.schedulingStrategy === "REPLICA" && service.desiredCount > 0 && !input.force)
      throw new InvalidParameterException("The service cannot be stopped while it is scaled above 0.");
    deleteServiceTasks(world, state, service, "call DeleteService", changes);
    forgetScalableTarget(world, state, `service/${cluster}/${service.name}`, changes);
    return { service: changedService(world, state, caller, service) };
  },
});
