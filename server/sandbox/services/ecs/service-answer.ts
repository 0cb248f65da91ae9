import type {
  Deployment as DeploymentAnswer,
  DeploymentConfiguration,
  Service as ServiceAnswer,
} from "@aws-sdk/client-ecs";
import { taskCounts } from "../../simulation/index.ts";
import type { Deployment, DeploymentRevision, Service } from "../../world/ecs.ts";
import { hash } from "../../world/random.ts";
import type { Millis, RegionState, World } from "../../world/world.ts";
import type { Caller } from "../operation.ts";
import { arnOf } from "./identifiers.ts";
import { listTags } from "./tags.ts";

/** AWS: what LATEST meant for a Linux task when this was recorded (testdata/aws/applicationautoscaling/activity_lifecycle.json). */
const PLATFORM_VERSION = "1.4.0";
const BEAT_MS = 60_000;

/**
 * A service as the calls that change it answer. AWS: they do not name the deployment that runs, DescribeServices does (testdata/aws/ecs/services.json,
 * sequences 135 and 136); that of CreateService shows tags where there are any.
 */
export function changedService(
  world: World,
  state: RegionState,
  caller: Caller,
  service: Service,
  withTags = false,
): ServiceAnswer {
  const tagged = withTags && Object.keys(service.tags).length > 0;
  const { currentServiceDeployment: _, ...answer } = serviceAnswer(world, state, caller, service, tagged);
  return answer;
}

/** A service as AWS describes it. Read often: nothing is copied that the world already holds in AWS's shape. */
export function serviceAnswer(
  world: World,
  state: RegionState,
  caller: Caller,
  service: Service,
  withTags: boolean,
): ServiceAnswer {
  const { arn, name, cluster, deployments, echo } = service;
  const counts = taskCounts(state, service);
  const fargate = service.launchType === "FARGATE";
  const members = echo as Partial<ServiceAnswer>;
  const running = deployments.map((it) => (deployments.length === 1 ? counts : taskCounts(state, service, it.id)));
  const current = deployments[0];
  const roleArn = roleOf(caller, service, members);
  return {
    serviceArn: arn,
    serviceName: name,
    clusterArn: arnOf(caller, "cluster", cluster),
    loadBalancers: service.loadBalancers,
    serviceRegistries: [],
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: counts.running,
    pendingCount: counts.pending,
    ...launchOf(service),
    ...(fargate && { platformVersion: members.platformVersion ?? "LATEST", platformFamily: "Linux" }),
    taskDefinition: arnOf(caller, "task-definition", service.taskDefinition),
    deploymentConfiguration: deploymentConfigurationOf(service),
    deployments: deployments.map((it, i) => deploymentAnswer(world, caller, service, it, running[i]!)),
    ...(roleArn && { roleArn }),
    events: service.events.map(({ id, at, message }) => ({ id, createdAt: new Date(at), message })),
    createdAt: new Date(service.createdAt),
    ...(current?.rolloutState === "IN_PROGRESS" && {
      currentServiceDeployment: serviceDeploymentArn(caller, service, current),
    }),
    currentServiceRevisions: deployments.map((it, i) => ({
      arn: serviceRevisionArn(caller, service, it.id),
      requestedTaskCount: it.desiredCount,
      runningTaskCount: running[i]!.running,
      pendingTaskCount: running[i]!.pending,
    })),
    placementConstraints: members.placementConstraints ?? [],
    placementStrategy: members.placementStrategy ?? [],
    ...(members.networkConfiguration && { networkConfiguration: members.networkConfiguration }),
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: service.schedulingStrategy,
    deploymentController: members.deploymentController ?? { type: "ECS" },
    ...(withTags && { tags: listTags(service.tags) }),
    createdBy: service.createdBy,
    enableECSManagedTags: members.enableECSManagedTags ?? false,
    propagateTags: members.propagateTags ?? "NONE",
    enableExecuteCommand: members.enableExecuteCommand ?? false,
    availabilityZoneRebalancing: members.availabilityZoneRebalancing ?? "ENABLED",
    resourceManagementType: "CUSTOMER",
  };
}

function deploymentAnswer(
  world: World,
  caller: Caller,
  service: Service,
  deployment: Deployment,
  counts: { running: number; pending: number },
): DeploymentAnswer {
  const { networkConfiguration, platformVersion } = (deployment.revision ?? service.echo) as Partial<ServiceAnswer>;
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: arnOf(caller, "task-definition", deployment.taskDefinition),
    desiredCount: deployment.desiredCount,
    pendingCount: counts.pending,
    runningCount: counts.running,
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(beatOf(service, deployment, world.now)),
    ...launchOf(deployment.revision ?? service),
    ...(service.launchType === "FARGATE" && {
      platformVersion: platformVersionOf(platformVersion),
      platformFamily: "Linux",
    }),
    ...(networkConfiguration && { networkConfiguration }),
    // Kept where it says that Service Connect is off.
    ...(service.echo.serviceConnectConfiguration !== undefined && {
      serviceConnectConfiguration: service.echo
        .serviceConnectConfiguration as unknown as DeploymentAnswer["serviceConnectConfiguration"],
    }),
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

/**
 * AWS: the scheduler looks at the PRIMARY deployment every minute, and its `updatedAt` says so even where nothing changed
 * (testdata/aws/applicationautoscaling/scaling.json: 25.730 and 25.736 of one minute and the next).
 */
const beatOf = (service: Service, { status, updatedAt }: Deployment, now: Millis): Millis =>
  service.status === "ACTIVE" && status === "PRIMARY"
    ? updatedAt + Math.floor((now - updatedAt) / BEAT_MS) * BEAT_MS
    : updatedAt;

/** The platform version that tasks really get. */
export const platformVersionOf = (given: unknown): string =>
  typeof given === "string" && given !== "LATEST" ? given : PLATFORM_VERSION;

export const deploymentConfigurationOf = (service: Service): DeploymentConfiguration => ({
  ...deploymentDefaults,
  ...(service.echo.deploymentConfiguration as DeploymentConfiguration | undefined),
  maximumPercent: service.maximumPercent,
  minimumHealthyPercent: service.minimumHealthyPercent,
});

/** AWS: what a service has when nothing is said (testdata/aws/applicationautoscaling/activity_lifecycle.json, sequence 8). */
export const deploymentDefaults = {
  deploymentCircuitBreaker: {
    enable: false,
    rollback: false,
    resetOnHealthyTask: true,
    thresholdConfiguration: { type: "BOUNDED_PERCENT", value: 50 },
  },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  strategy: "ROLLING",
  bakeTimeInMinutes: 0,
} as const;

/** AWS: the service's own role, else the service-linked one where a load balancer or awsvpc needs it. */
function roleOf(
  { accountId }: Caller,
  service: Service,
  { networkConfiguration }: Partial<ServiceAnswer>,
): string | undefined {
  if (service.roleArn) return service.roleArn;
  if (!networkConfiguration && service.loadBalancers.length === 0) return undefined;
  return `arn:aws:iam::${accountId}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`;
}

/** AWS: the strategy stands in place of the launch type (API_Service). */
export const launchOf = ({
  launchType,
  capacityProviderStrategy,
}: Pick<DeploymentRevision, "launchType" | "capacityProviderStrategy">) =>
  capacityProviderStrategy ? { capacityProviderStrategy } : { launchType };

export const serviceRevisionArn = (caller: Caller, { cluster, name }: Service, deploymentId: string): string =>
  arnOf(caller, "service-revision", `${cluster}/${name}/${deploymentId.slice("ecs-svc/".length)}`);

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** AWS: 21 characters; ours follow from the deployment's id, so that a read needs no chance. */
export function serviceDeploymentArn(caller: Caller, { cluster, name }: Service, { id }: Deployment): string {
  let characters = "";
  for (let i = 0; i < 21; i++) characters += DIGITS[hash(`${id} ${i}`) % DIGITS.length];
  return arnOf(caller, "service-deployment", `${cluster}/${name}/${characters}`);
}
