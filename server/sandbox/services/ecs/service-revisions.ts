import type {
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse,
  MonitoringConfiguration,
  NetworkConfiguration,
  ServiceRevision,
} from "@aws-sdk/client-ecs";
import type { Deployment, Service } from "../../world/ecs.ts";
import type { RegionState } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { type Caller, operation } from "../operation.ts";
import { ClusterNotFoundException, InvalidParameterException, ServiceNotFoundException } from "./errors.ts";
import { arnOf, missing, serviceKey } from "./identifiers.ts";
import { launchOf, platformVersionOf, serviceRevisionArn } from "./service-answer.ts";

/** AWS: ARNs of one call (testdata/aws/ecs/service_revisions.json, sequence 5). */
const DESCRIBED_MAX = 20;

/**
 * Describes what deployments of one service were made of. Checks, their order and sentences are recorded in testdata/aws/ecs/service_revisions.json.
 * Simplified: AWS answers a revision that is asked for twice with "Service Unavailable"; here it is answered once.
 */
export const DescribeServiceRevisions = operation<DescribeServiceRevisionsRequest, DescribeServiceRevisionsResponse>({
  reads: true,
  run({ state, caller, input }) {
    const asked = input.serviceRevisionArns!;
    if (asked.length > DESCRIBED_MAX)
      throw new InvalidParameterException(`Service Revision ARN count cannot exceed ${DESCRIBED_MAX}`);
    const parts = asked.map(parse);
    const [first] = parts;
    if (!first) throw new InvalidParameterException("The Service ARN provided is invalid.");
    if (parts.some((it) => it.region !== caller.region || it.accountId !== caller.accountId || !/^\d+$/.test(it.id)))
      throw new InvalidParameterException("The ServiceRevision ARN is invalid.");
    if (parts.some((it) => it.cluster !== first.cluster || it.name !== first.name)) {
      throw new InvalidParameterException(
        "Cross service requests are not allowed. All requested service revisions must be for a single service",
      );
    }
    if (entry(state.ecs.clusters, first.cluster)?.status !== "ACTIVE")
      throw new ClusterNotFoundException("The referenced cluster was inactive.");
    const service = entry(state.ecs.services, serviceKey(first.cluster, first.name));
    if (!service || service.status === "INACTIVE") throw new ServiceNotFoundException("Service not found.");

    const deployments = [...service.deployments, ...(service.pastDeployments ?? [])];
    const serviceRevisions = new Map<string, ServiceRevision>();
    const failures = [];
    for (const [i, { id }] of parts.entries()) {
      const deployment = deployments.find((it) => it.id === `ecs-svc/${id}`);
      if (deployment) serviceRevisions.set(id, answer(state, caller, service, deployment));
      else failures.push(missing(asked[i]!));
    }
    return { serviceRevisions: [...serviceRevisions.values()], failures };
  },
});

type Parts = { region: string; accountId: string; cluster: string; name: string; id: string };

function parse(arn: string): Parts {
  const match = /^arn:aws:ecs:([^:]*):([^:]*):service-revision\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(arn);
  if (!match) throw new InvalidParameterException("The Service ARN provided is invalid.");
  const [, region, accountId, cluster, name, id] = match as unknown as [string, string, string, string, string, string];
  return { region, accountId, cluster, name, id };
}

function answer(state: RegionState, caller: Caller, service: Service, deployment: Deployment): ServiceRevision {
  const { launchType, capacityProviderStrategy, networkConfiguration, loadBalancers } = deployment.revision ?? {
    ...service,
    networkConfiguration: service.echo.networkConfiguration,
  };
  const definition = entry(state.ecs.taskDefinitions, deployment.taskDefinition);
  return {
    serviceRevisionArn: serviceRevisionArn(caller, service, deployment.id),
    serviceArn: service.arn,
    clusterArn: arnOf(caller, "cluster", service.cluster),
    taskDefinition: arnOf(caller, "task-definition", deployment.taskDefinition),
    ...launchOf({ launchType, ...(capacityProviderStrategy && { capacityProviderStrategy }) }),
    ...(launchType === "FARGATE" && {
      platformVersion: platformVersionOf(deployment.revision?.platformVersion ?? service.echo.platformVersion),
      platformFamily: "Linux",
    }),
    ...(loadBalancers.length > 0 && { loadBalancers }),
    ...(networkConfiguration && { networkConfiguration: networkConfiguration as unknown as NetworkConfiguration }),
    ...(definition && {
      containerImages: definition.containers.map(({ name, image }) => ({ containerName: name, image })),
    }),
    ...(deployment.revision?.monitoring !== undefined && {
      monitoring: deployment.revision.monitoring as unknown as MonitoringConfiguration,
    }),
    guardDutyEnabled: false,
    createdAt: new Date(deployment.createdAt),
  };
}
