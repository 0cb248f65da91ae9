import type { CreateServiceRequest, CreateServiceResponse } from "@aws-sdk/client-ecs";
import { limits } from "../../../limits.ts";
import { startDeployment } from "../../simulation/index.ts";
import type { Service } from "../../world/ecs.ts";
import { hash } from "../../world/random.ts";
import type { RegionState } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { checkDaemon } from "./daemon-rules.ts";
import { InvalidParameterException, LimitExceededException } from "./errors.ts";
import { definitionKey, runnableTaskDefinition } from "./find-task-definition.ts";
import { activeCluster, arnOf, NAME, serviceKey } from "./identifiers.ts";
import { given } from "./json.ts";
import { checkNetwork, checkPlacement, launchOf } from "./launch-rules.ts";
import { monitoringOf } from "./monitoring.ts";
import { mustBeOneOf } from "./refusals.ts";
import { changedService } from "./service-answer.ts";
import { checkMembers, checkTaskLimits, deployingWith, loadBalancersOf, wantedTasks } from "./service-rules.ts";
import { refuseTags } from "./tag-rules.ts";
import { readTags } from "./tags.ts";

/** AWS: characters of a clientToken (API_CreateService). */
const TOKEN_LENGTH_MAX = 36;

/**
 * Creates a service and begins its first deployment. The same call with the same clientToken gives the service back; any other
 * call for an ACTIVE service's name is refused (testdata/aws/ecs/services.json, sequences 13, 47, 89).
 */
export const CreateService = operation<CreateServiceRequest, CreateServiceResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = activeCluster(state, caller, input.cluster);
    const name = input.serviceName!;
    // By analogy with the recorded sentence about a cluster's name.
    if (!NAME.test(name))
      throw new InvalidParameterException(`Service name must match ^[a-zA-Z0-9\\-_]{1,255}$, but was ${name}`);
    if ((input.clientToken ?? "").length > TOKEN_LENGTH_MAX)
      throw new InvalidParameterException("idempotency token longer than 36.");
    refuseTags(input.tags ?? []);
    const definition = runnableTaskDefinition(state, caller, input.taskDefinition);
    checkNetwork(definition, input.networkConfiguration);
    checkScheduling(input);
    const { launchType, strategy } = launchOf(caller, cluster, input);
    const daemon = input.schedulingStrategy === "DAEMON";
    if (daemon && launchType === "FARGATE") {
      throw new InvalidParameterException(
        "The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again",
      );
    }
    const desiredCount = input.desiredCount ?? 0;
    checkMembers(input);
    const monitoring = monitoringOf(input.monitoring ?? {});
    const deploying = deployingWith(input.deploymentConfiguration, undefined, daemon);
    const availabilityZoneRebalancing = rebalancing(input, deploying.maximumPercent);
    checkPlacement(launchType, definition, input);
    const loadBalancers = loadBalancersOf(state, definition, input.loadBalancers);
    if (input.role && definition.networkMode === "awsvpc")
      throw new InvalidParameterException(
        "You cannot specify an IAM role for services that require a service linked role.",
      );

    const key = serviceKey(cluster.name, name);
    const creation = hash(JSON.stringify({ ...input, tags: undefined }));
    const existing = entry(state.ecs.services, key);
    if (existing?.status === "DRAINING")
      throw new InvalidParameterException("Unable to Start a service that is still Draining.");
    if (existing?.status === "ACTIVE") {
      if (!input.clientToken || existing.clientToken !== input.clientToken || existing.creationHash !== creation)
        throw new InvalidParameterException("Creation of service was not idempotent.");
      return { service: changedService(world, state, caller, existing, true) };
    }
    checkTaskLimits(desiredCount, wantedTasks(state));
    if (!existing) makeRoom(state);

    const service: Service = {
      name,
      arn: arnOf(caller, "service", key),
      cluster: cluster.name,
      status: "ACTIVE",
      createdAt: world.now,
      desiredCount,
      taskDefinition: definitionKey(definition),
      launchType,
      ...(strategy && { capacityProviderStrategy: strategy }),
      schedulingStrategy: daemon ? "DAEMON" : "REPLICA",
      ...(input.role && { roleArn: roleArn(caller.accountId, input.role) }),
      createdBy: caller.principal,
      ...(input.clientToken && { clientToken: input.clientToken, creationHash: creation }),
      loadBalancers,
      minimumHealthyPercent: deploying.minimumHealthyPercent,
      maximumPercent: deploying.maximumPercent,
      healthCheckGracePeriodSeconds: input.healthCheckGracePeriodSeconds ?? 0,
      deployments: [],
      events: [],
      scheduler: { unsteady: true },
      echo: given({
        deploymentConfiguration: deploying.configuration,
        networkConfiguration: withDefaults(input.networkConfiguration),
        placementConstraints: input.placementConstraints,
        placementStrategy: input.placementStrategy,
        platformVersion: input.platformVersion,
        availabilityZoneRebalancing,
        propagateTags: input.propagateTags,
        enableECSManagedTags: input.enableECSManagedTags,
        enableExecuteCommand: input.enableExecuteCommand,
        monitoring,
        serviceConnectConfiguration: input.serviceConnectConfiguration,
      }),
      tags: readTags(input.tags),
    };
    state.ecs.services[key] = service;
    startDeployment(world, state, service, service.taskDefinition, "call CreateService", changes);
    return { service: changedService(world, state, caller, service, true) };
  },
});

/** Refuses one service too many; INACTIVE ones that can only still be described are forgotten first, the oldest first. */
function makeRoom({ ecs }: RegionState): void {
  const keys = Object.keys(ecs.services);
  if (keys.length < limits.services) return;
  const gone = keys.filter((key) => ecs.services[key]!.status === "INACTIVE");
  if (gone.length === 0)
    throw new LimitExceededException(`This sandbox holds at most ${limits.services} services in a Region.`);
  gone.sort((a, b) => ecs.services[a]!.inactiveAt! - ecs.services[b]!.inactiveAt!);
  delete ecs.services[gone[0]!];
}

function checkScheduling(input: CreateServiceRequest): void {
  const { schedulingStrategy = "REPLICA", desiredCount } = input;
  mustBeOneOf("Scheduling strategy", schedulingStrategy, ["REPLICA", "DAEMON"]);
  if (schedulingStrategy === "DAEMON") {
    checkDaemon(input);
    return;
  }
  if (desiredCount === undefined) throw new InvalidParameterException("DesiredCount is missing");
  if (desiredCount < 0) throw new InvalidParameterException("DesiredCount can not be lesser than 0");
}

/** AWS: ENABLED, but DISABLED where no more tasks than desired may run; asking for both is refused. */
function rebalancing({ availabilityZoneRebalancing }: CreateServiceRequest, maximumPercent: number): string {
  if (availabilityZoneRebalancing === "ENABLED" && maximumPercent <= 100) {
    throw new InvalidParameterException(
      "Availability Zone Rebalancing does not support maximumPercent <= 100 % as deployment configuration.",
    );
  }
  return availabilityZoneRebalancing ?? (maximumPercent <= 100 ? "DISABLED" : "ENABLED");
}

/** AWS: a role of the caller's own account may be given by its name (API_CreateService). */
const roleArn = (accountId: string, role: string) =>
  role.startsWith("arn:") ? role : `arn:aws:iam::${accountId}:role/${role}`;

/** AWS: what is left out of a network configuration is answered with its default (API_AwsVpcConfiguration). */
export function withDefaults(network: CreateServiceRequest["networkConfiguration"]) {
  const vpc = network?.awsvpcConfiguration;
  return (
    vpc && {
      awsvpcConfiguration: {
        subnets: vpc.subnets,
        securityGroups: vpc.securityGroups ?? [],
        assignPublicIp: vpc.assignPublicIp ?? "DISABLED",
      },
    }
  );
}
