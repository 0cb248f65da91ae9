import type { UpdateServiceRequest, UpdateServiceResponse } from "@aws-sdk/client-ecs";
import { setDesiredCount, startDeployment } from "../../simulation/index.ts";
import type { Cluster, LaunchType, Service, StrategyItem } from "../../world/ecs.ts";
import type { Json } from "../../world/world.ts";
import { type Caller, operation } from "../operation.ts";
import { withDefaults } from "./create-service.ts";
import { checkDaemon } from "./daemon-rules.ts";
import { InvalidParameterException, ServiceNotActiveException, ServiceNotFoundException } from "./errors.ts";
import { definitionKey, findTaskDefinition, runnableTaskDefinition } from "./find-task-definition.ts";
import { activeCluster, findService, serviceKey } from "./identifiers.ts";
import { given, isSame } from "./json.ts";
import { checkNetwork, checkPlacement } from "./launch-rules.ts";
import { monitoringAfter } from "./monitoring.ts";
import { changedService } from "./service-answer.ts";
import {
  checkMembers,
  checkTaskLimits,
  type Deploying,
  deployingWith,
  loadBalancersOf,
  wantedTasks,
} from "./service-rules.ts";
import { checkStrategy, launchTypeOf } from "./strategy-rules.ts";

/**
 * Changes what is given and leaves the rest. AWS: a changed desired count scales within the deployment there is; a new task
 * definition, network, platform version, monitoring or load balancer, and forceNewDeployment, begin a new one.
 */
export const UpdateService = operation<UpdateServiceRequest, UpdateServiceResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = activeCluster(state, caller, input.cluster);
    const service = findService(state, caller, cluster.name, input.service!);
    if (!service) throw new ServiceNotFoundException("Service not found.");
    if (service.status !== "ACTIVE") throw new ServiceNotActiveException();
    if ((input.desiredCount ?? 0) < 0) throw new InvalidParameterException("Task count can not be lesser than 0");
    checkMembers(input);
    if (service.schedulingStrategy === "DAEMON") checkDaemon(input);
    const monitoring = monitoringAfter(input.monitoring, service.echo.monitoring);
    const { launchType, strategy } = launchAfter(caller, cluster, service, input);
    const deploying = deployingWith(input.deploymentConfiguration, service);
    checkRebalancing(input, service, deploying.maximumPercent);
    const definition = input.taskDefinition
      ? runnableTaskDefinition(state, caller, input.taskDefinition)
      : findTaskDefinition(state, caller, service.taskDefinition)!;
    const network = input.networkConfiguration ?? service.echo.networkConfiguration;
    checkNetwork(definition, network as UpdateServiceRequest["networkConfiguration"]);
    checkPlacement(launchType, definition, input);
    const loadBalancers =
      input.loadBalancers || input.taskDefinition
        ? loadBalancersOf(state, definition, input.loadBalancers ?? service.loadBalancers)
        : service.loadBalancers;
    if (input.desiredCount !== undefined) checkTaskLimits(input.desiredCount, wantedTasks(state, service));

    const settings = {
      minimumHealthyPercent: deploying.minimumHealthyPercent,
      maximumPercent: deploying.maximumPercent,
      healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? service.healthCheckGracePeriodSeconds,
      loadBalancers,
      taskDefinition: definitionKey(definition),
      launchType,
      capacityProviderStrategy: strategy,
      ...(strategy && !service.capacityProviderStrategy && { createdLaunchType: service.launchType }),
      echo: withMonitoring({ ...service.echo, ...echoOf(input, deploying) }, monitoring),
    };
    const cause = "call UpdateService";
    const deploys = input.forceNewDeployment || !isSame(deployedBy(service), deployedBy(settings));
    if (!isSame({ ...service, ...settings }, service)) {
      Object.assign(service, settings);
      if (!strategy) delete service.capacityProviderStrategy;
      changes.push({
        topic: "service",
        at: world.now,
        region: state.name,
        resource: serviceKey(service.cluster, service.name),
        what: "settings changed",
        cause,
      });
    }
    if (input.desiredCount !== undefined) setDesiredCount(world, state, service, input.desiredCount, cause, changes);
    if (deploys) startDeployment(world, state, service, service.taskDefinition, cause, changes);
    return { service: changedService(world, state, caller, service) };
  },
});

/** What a deployment is made of: a change of any of it makes a new one. */
const deployedBy = ({
  taskDefinition,
  loadBalancers,
  echo,
}: Pick<Service, "taskDefinition" | "loadBalancers" | "echo">) => ({
  taskDefinition,
  loadBalancers,
  network: echo.networkConfiguration,
  platformVersion: echo.platformVersion,
  monitoring: echo.monitoring,
});

function withMonitoring({ monitoring: _, ...echo }: Service["echo"], monitoring: Json | undefined): Service["echo"] {
  return { ...echo, ...(monitoring !== undefined && { monitoring }) };
}

const echoOf = (input: UpdateServiceRequest, { configuration }: Deploying) =>
  given({
    deploymentConfiguration: input.deploymentConfiguration && configuration,
    networkConfiguration: withDefaults(input.networkConfiguration),
    placementConstraints: input.placementConstraints,
    placementStrategy: input.placementStrategy,
    platformVersion: input.platformVersion,
    availabilityZoneRebalancing: input.availabilityZoneRebalancing,
    propagateTags: input.propagateTags,
    enableECSManagedTags: input.enableECSManagedTags,
    enableExecuteCommand: input.enableExecuteCommand,
    serviceConnectConfiguration: input.serviceConnectConfiguration,
  });

type Launch = { launchType: LaunchType; strategy: StrategyItem[] | undefined };

/**
 * Where tasks run after the call. AWS: another strategy needs `forceNewDeployment`; an empty one goes back to the launch type that the service was
 * created with, else to the cluster's default strategy, else it is refused (AWS::ECS::Service, CapacityProviderStrategy).
 */
function launchAfter(caller: Caller, cluster: Cluster, service: Service, input: UpdateServiceRequest): Launch {
  const { launchType, capacityProviderStrategy: before } = service;
  if (!input.capacityProviderStrategy) return { launchType, strategy: before };
  const associated = (cluster.echo.capacityProviders ?? []) as string[];
  const after = launchOfStrategy(cluster, service, checkStrategy(caller, associated, input.capacityProviderStrategy));
  if (isSame(after.strategy, before)) return { launchType, strategy: before };
  // AWS: the sentence as callers saw it ("updating ECS Service" of the Terraform AWS provider).
  if (!input.forceNewDeployment) {
    throw new InvalidParameterException(
      "When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.",
    );
  }
  return after;
}

function launchOfStrategy(cluster: Cluster, service: Service, asked: StrategyItem[]): Launch {
  if (asked.length > 0) return { launchType: launchTypeOf(asked), strategy: asked };
  if (!service.capacityProviderStrategy) return { launchType: service.launchType, strategy: undefined };
  if (service.createdLaunchType) return { launchType: service.createdLaunchType, strategy: undefined };
  const byDefault = (cluster.echo.defaultCapacityProviderStrategy ?? []) as StrategyItem[];
  if (byDefault.length > 0) return { launchType: launchTypeOf(byDefault), strategy: structuredClone(byDefault) };
  throw new InvalidParameterException(
    "No launch type to fall back to for empty capacity provider strategy. Your service was not created with a launch type.",
  );
}

/** AWS: rebalancing needs room for one task more than desired (testdata/aws/ecs/services.json, sequence 57). */
function checkRebalancing(input: UpdateServiceRequest, service: Service, maximumPercent: number): void {
  const rebalancing = input.availabilityZoneRebalancing ?? service.echo.availabilityZoneRebalancing ?? "ENABLED";
  if (rebalancing === "ENABLED" && maximumPercent <= 100) {
    throw new InvalidParameterException(
      "The service couldn't be updated because Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration. Update deployment configuration and try again.",
    );
  }
}
