import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse,
  ListServiceDeploymentsRequest,
  ListServiceDeploymentsResponse,
  ServiceDeployment,
  ServiceDeploymentAlarms,
  ServiceDeploymentCircuitBreaker,
  ServiceDeploymentStatus,
  ServiceRevisionSummary,
} from "@aws-sdk/client-ecs";
import { breakerOf, breakerThreshold, taskCounts } from "../../simulation/index.ts";
import type { Deployment, Service } from "../../world/ecs.ts";
import type { RegionState } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { type Caller, operation } from "../operation.ts";
import { page } from "../paging.ts";
import { ClusterNotFoundException, InvalidParameterException, ServiceNotFoundException } from "./errors.ts";
import { activeCluster, arnOf, findService, isArn, missing, resourceOf } from "./identifiers.ts";
import { invalidToken, pageSize } from "./list-page.ts";
import { mustAllBeOneOf } from "./refusals.ts";
import { deploymentConfigurationOf, serviceDeploymentArn, serviceRevisionArn } from "./service-answer.ts";

/** AWS: ARNs of one call (API_DescribeServiceDeployments). The sentence is ours. */
const DESCRIBED_MAX = 20;
const STATUSES = [
  "PENDING",
  "SUCCESSFUL",
  "STOPPED",
  "STOP_REQUESTED",
  "IN_PROGRESS",
  "ROLLBACK_REQUESTED",
  "ROLLBACK_IN_PROGRESS",
  "ROLLBACK_SUCCESSFUL",
  "ROLLBACK_FAILED",
];

/** Describes deployments of services, also those that ended. What is not there is in `failures`. */
export const DescribeServiceDeployments = operation<
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse
>({
  reads: true,
  run({ state, caller, input }) {
    const asked = input.serviceDeploymentArns!;
    if (asked.length < 1 || asked.length > DESCRIBED_MAX)
      throw new InvalidParameterException(`serviceDeploymentArns must have between 1 and ${DESCRIBED_MAX} entries.`);
    const serviceDeployments = [];
    const failures = [];
    for (const arn of new Set(asked)) {
      const { service, deployment } = findDeployment(state, caller, arn);
      if (deployment) serviceDeployments.push(answer(state, caller, service, deployment));
      else failures.push(missing(arn));
    }
    return { serviceDeployments, failures };
  },
});

/** The deployments of a service, newest first. Simplified: the latest `limits.pastDeployments`; AWS keeps them longer. */
export const ListServiceDeployments = operation<ListServiceDeploymentsRequest, ListServiceDeploymentsResponse>({
  reads: true,
  run({ state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    mustAllBeOneOf("status", input.status, STATUSES);
    const service = findService(state, caller, cluster, input.service!);
    if (!service) throw new ServiceNotFoundException("Service not found.");
    const { before, after } = input.createdAt ?? {};
    const found = deploymentsOf(service)
      .filter((it) => !input.status?.length || input.status.includes(statusOf(service, it)))
      .filter((it) => (!before || it.createdAt < +before) && (!after || it.createdAt > +after))
      .sort((a, b) => newestFirst(keyOf(a), keyOf(b)));
    const { rows, nextToken } = page(
      found,
      keyOf,
      {
        question: ["ListServiceDeployments", service.arn, input.status, before && +before, after && +after],
        size: pageSize(input.maxResults, 20),
        token: input.nextToken,
        refuse: invalidToken,
      },
      newestFirst,
    );
    return {
      serviceDeployments: rows.map((it) => {
        const { serviceDeploymentArn, serviceArn, clusterArn, status, createdAt, startedAt, finishedAt } = answer(
          state,
          caller,
          service,
          it,
        );
        const targetServiceRevisionArn = serviceRevisionArn(caller, service, it.id);
        return {
          serviceDeploymentArn,
          serviceArn,
          clusterArn,
          startedAt,
          createdAt,
          ...(finishedAt && { finishedAt }),
          targetServiceRevisionArn,
          status,
        };
      }),
      nextToken,
    };
  },
});

/** The service of a service deployment's ARN, and the deployment where the service still knows it. */
export function findDeployment(
  state: RegionState,
  caller: Caller,
  arn: string,
): { service: Service; deployment: Deployment | undefined } {
  const path = isArn(arn) ? resourceOf(caller, arn, "service-deployment").split("/") : [];
  if (path.length !== 3) throw new InvalidParameterException(`Invalid identifier: ${arn.slice(0, 200)}`);
  const cluster = entry(state.ecs.clusters, path[0]!);
  if (cluster?.status !== "ACTIVE") throw new ClusterNotFoundException();
  const service = entry(state.ecs.services, `${path[0]}/${path[1]}`);
  if (!service) throw new ServiceNotFoundException("Service not found.");
  const deployment = deploymentsOf(service).find((it) => serviceDeploymentArn(caller, service, it) === arn);
  return { service, deployment };
}

/** What a service still knows of its deployments. */
const deploymentsOf = (service: Service): Deployment[] => [...service.deployments, ...(service.pastDeployments ?? [])];

function answer(state: RegionState, caller: Caller, service: Service, deployment: Deployment): ServiceDeployment {
  const status = statusOf(service, deployment);
  const { createdAt, updatedAt, stoppedAt } = deployment;
  const { rolledBackBy } = deployment;
  const finished = status === "ROLLBACK_IN_PROGRESS" ? undefined : finishedAt(deployment);
  const summary = (id: string) => revisionSummary(state, caller, service, id);
  return {
    serviceDeploymentArn: serviceDeploymentArn(caller, service, deployment),
    serviceArn: service.arn,
    clusterArn: arnOf(caller, "cluster", service.cluster),
    createdAt: new Date(createdAt),
    startedAt: new Date(createdAt),
    ...(finished !== undefined && { finishedAt: new Date(finished) }),
    ...(stoppedAt !== undefined && { stoppedAt: new Date(stoppedAt) }),
    updatedAt: new Date(updatedAt),
    sourceServiceRevisions: (deployment.replaces ?? []).map(summary),
    targetServiceRevision: summary(deployment.id),
    status,
    ...(deployment.rolloutState === "FAILED" && { statusReason: deployment.rolloutStateReason }),
    deploymentConfiguration: deploymentConfigurationOf(service),
    ...(rolledBackBy !== undefined && {
      rollback: {
        reason: deployment.rolloutStateReason,
        startedAt: new Date(updatedAt),
        serviceRevisionArn: serviceRevisionArn(caller, service, rolledBackBy),
      },
    }),
    deploymentCircuitBreaker: circuitBreaker(service, deployment, status),
    alarms: alarmsAnswer(deployment, status),
  };
}

/** Deployments of worlds that did not keep this yet ended when they last changed. */
const finishedAt = ({ finishedAt, rolloutState, updatedAt }: Deployment) =>
  finishedAt ?? (rolloutState === "IN_PROGRESS" ? undefined : updatedAt);

/**
 * AWS: what a deployment has come to (API_ServiceDeployment, `status`). A rollback belongs to the deployment that it undoes: the one that became
 * PRIMARY again stays SUCCESSFUL.
 */
export function statusOf(service: Service, deployment: Deployment): ServiceDeploymentStatus {
  if (deployment.rolledBackBy !== undefined) {
    const [primary] = service.deployments;
    const goesOn = primary?.id === deployment.rolledBackBy && primary.rolloutState === "IN_PROGRESS";
    return goesOn ? "ROLLBACK_IN_PROGRESS" : "ROLLBACK_SUCCESSFUL";
  }
  const asked = deployment.rollbackRequestedAt !== undefined && deployment.status === "PRIMARY";
  if (asked && deployment.rolloutState === "IN_PROGRESS") return "ROLLBACK_REQUESTED";
  const finished = deployment.finishedAt !== undefined && deployment.stoppedAt === undefined;
  if (deployment.rolloutState === "COMPLETED" || (finished && deployment.rolloutState === "IN_PROGRESS"))
    return "SUCCESSFUL";
  return deployment.rolloutState === "FAILED" || deployment.stoppedAt !== undefined ? "STOPPED" : "IN_PROGRESS";
}

function circuitBreaker(
  service: Service,
  { failedTasks, rolloutState, rolloutStateReason }: Deployment,
  status: ServiceDeploymentStatus,
): ServiceDeploymentCircuitBreaker {
  if (!breakerOf(service).enable) return { status: "DISABLED", failureCount: failedTasks, threshold: 0 };
  const monitors =
    rolloutStateReason.startsWith("ECS deployment circuit breaker") && rolloutState === "FAILED"
      ? "TRIGGERED"
      : status === "IN_PROGRESS"
        ? "MONITORING"
        : "MONITORING_COMPLETE";
  return { status: monitors, failureCount: failedTasks, threshold: breakerThreshold(service) };
}

/** AWS: API_ServiceDeploymentAlarms. Alarms that were in ALARM when the deployment began are not looked at. */
function alarmsAnswer({ alarms }: Deployment, status: ServiceDeploymentStatus): ServiceDeploymentAlarms {
  if (!alarms || alarms.ignored) return { status: "DISABLED", ...(alarms && { alarmNames: alarms.names }) };
  const monitors = alarms.triggered ? "TRIGGERED" : status === "IN_PROGRESS" ? "MONITORING" : "MONITORING_COMPLETE";
  return {
    status: monitors,
    alarmNames: alarms.names,
    ...(alarms.triggered && { triggeredAlarmNames: alarms.triggered }),
  };
}

function revisionSummary(state: RegionState, caller: Caller, service: Service, id: string): ServiceRevisionSummary {
  const { running, pending } = taskCounts(state, service, id);
  const live = service.deployments.find((it) => it.id === id);
  return {
    arn: serviceRevisionArn(caller, service, id),
    requestedTaskCount: live?.desiredCount ?? 0,
    runningTaskCount: running,
    pendingTaskCount: pending,
  };
}

const keyOf = ({ createdAt, id }: Deployment) => `${String(createdAt).padStart(15, "0")} ${id}`;
const newestFirst = (a: string, b: string) => (a < b ? 1 : a > b ? -1 : 0);
