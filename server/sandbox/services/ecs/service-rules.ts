import type { DeploymentCircuitBreaker, DeploymentConfiguration, LoadBalancer } from "@aws-sdk/client-ecs";
import { limits } from "../../../limits.ts";
import type { Service, TaskDefinition } from "../../world/ecs.ts";
import type { Json, RegionState } from "../../world/world.ts";
import { InvalidParameterException, LimitExceededException } from "./errors.ts";
import { asJson } from "./json.ts";
import { mustBeOneOf, refuseMembers, unsupported } from "./refusals.ts";
import { deploymentDefaults } from "./service-answer.ts";

/*
 * What CreateService and UpdateService check alike. Sentences are recorded in radkawar/stackd testdata/aws/ecs/services.json
 * where nothing else is said.
 */

/** Members that AWS would act on and the sandbox cannot. */
const UNSUPPORTED = ["serviceRegistries", "volumeConfigurations", "vpcLatticeConfigurations", "gatewayConnectors"];

export type ServiceInput = {
  deploymentController?: { type: string | undefined } | undefined;
  healthCheckGracePeriodSeconds?: number | undefined;
  propagateTags?: string | undefined;
  availabilityZoneRebalancing?: string | undefined;
  serviceConnectConfiguration?: { enabled: boolean | undefined } | undefined;
};

/** Refuses values that are none of AWS's, and members of a service that the sandbox does not have. */
export function checkMembers(input: ServiceInput): void {
  mustBeOneOf("propagateTags", input.propagateTags, ["TASK_DEFINITION", "SERVICE", "NONE"]);
  mustBeOneOf("availabilityZoneRebalancing", input.availabilityZoneRebalancing, ["ENABLED", "DISABLED"]);
  mustBeOneOf("deploymentController type", input.deploymentController?.type, ["ECS", "CODE_DEPLOY", "EXTERNAL"]);
  if ((input.healthCheckGracePeriodSeconds ?? 0) < 0)
    throw new InvalidParameterException("healthCheckGracePeriodSeconds must be at least 0");
  if ((input.deploymentController?.type ?? "ECS") !== "ECS")
    unsupported(`the deployment controller ${input.deploymentController!.type}`);
  refuseMembers(input, UNSUPPORTED);
  if (input.serviceConnectConfiguration?.enabled) unsupported("Service Connect");
}

export type Deploying = { minimumHealthyPercent: number; maximumPercent: number; configuration: Json };

/** The deployment configuration after a call: what is given replaces what was, what is left out stays. AWS: a DAEMON service begins with 0 and 100. */
export function deployingWith(given: DeploymentConfiguration | undefined, before?: Service, daemon = false): Deploying {
  const old = (before?.echo.deploymentConfiguration ?? {}) as DeploymentConfiguration;
  const { maximumPercent, minimumHealthyPercent } = {
    maximumPercent:
      given?.maximumPercent ?? before?.maximumPercent ?? (daemon ? 100 : deploymentDefaults.maximumPercent),
    minimumHealthyPercent:
      given?.minimumHealthyPercent ??
      before?.minimumHealthyPercent ??
      (daemon ? 0 : deploymentDefaults.minimumHealthyPercent),
  };
  if (maximumPercent < 100) throw new InvalidParameterException("maximumPercent must be at least 100");
  if (maximumPercent > 200) throw new InvalidParameterException("maximumPercent must be at most 200");
  if (minimumHealthyPercent < 0) throw new InvalidParameterException("minimumHealthyPercent must be at least 0");
  if (minimumHealthyPercent > 100) throw new InvalidParameterException("minimumHealthyPercent must be at most 100");
  mustBeOneOf("deployment strategy", given?.strategy, ["ROLLING", "BLUE_GREEN", "LINEAR", "CANARY"]);
  if ((given?.strategy ?? "ROLLING") !== "ROLLING") unsupported(`the deployment strategy ${given!.strategy}`);
  if (given?.bakeTimeInMinutes) unsupported("bakeTimeInMinutes");
  if (given?.alarms?.enable && !given.alarms.alarmNames?.length)
    // The condition is that of API_DeploymentAlarms (alarmNames are required), the sentence is ours.
    throw new InvalidParameterException("Deployment alarms need at least one alarm name.");
  refuseMembers(
    given ?? {},
    ["lifecycleHooks", "linearConfiguration", "canaryConfiguration", "earlySuccessCriteria"],
    "deploymentConfiguration.",
  );
  const deploymentCircuitBreaker = circuitBreaker(given?.deploymentCircuitBreaker, old.deploymentCircuitBreaker);
  const configuration = { ...old, deploymentCircuitBreaker, ...(given?.alarms && { alarms: given.alarms }) };
  return { maximumPercent, minimumHealthyPercent, configuration: asJson(configuration) };
}

function circuitBreaker(
  given: DeploymentCircuitBreaker | undefined,
  old: DeploymentCircuitBreaker | undefined,
): DeploymentCircuitBreaker {
  const before = { ...deploymentDefaults.deploymentCircuitBreaker, ...old };
  if (!given) return before;
  const threshold = given.thresholdConfiguration ?? before.thresholdConfiguration;
  const { type, value } = threshold;
  if (!["COUNT", "BOUNDED_PERCENT", "UNBOUNDED_PERCENT"].includes(type ?? ""))
    throw new InvalidParameterException("Invalid deployment circuit breaker threshold type.");
  if (value === undefined || value < 1 || (type !== "COUNT" && value > 100))
    throw new InvalidParameterException("Invalid deployment circuit breaker threshold value.");
  const enable = given.enable ?? before.enable;
  return {
    enable,
    // AWS: without the breaker there is no rollback (testdata/aws/ecs/services.json, sequences 128 to 135).
    rollback: enable && (given.rollback ?? before.rollback),
    resetOnHealthyTask: given.resetOnHealthyTask ?? before.resetOnHealthyTask,
    thresholdConfiguration: threshold,
  };
}

/** The load balancers of a service, checked against its task definition and the target groups there are. */
export function loadBalancersOf(
  state: RegionState,
  definition: TaskDefinition,
  given: LoadBalancer[] | undefined,
): Service["loadBalancers"] {
  return (given ?? []).map((it) => {
    if (it.loadBalancerName) unsupported("Classic Load Balancers", "Give targetGroupArn instead.");
    if (it.advancedConfiguration) unsupported("advancedConfiguration of a load balancer");
    const { targetGroupArn = "", containerName = "", containerPort = 0 } = it;
    // The three sentences as callers saw them ("creating ECS Service" of the Terraform AWS provider).
    const container = definition.containers.find(({ name }) => name === containerName);
    if (!container)
      throw new InvalidParameterException(`The container ${containerName} does not exist in the task definition.`);
    if (!container.portMappings.some((port) => port.containerPort === containerPort)) {
      throw new InvalidParameterException(
        `The container ${containerName} did not have a container port ${containerPort} defined.`,
      );
    }
    const group = Object.hasOwn(state.elb.targetGroups, targetGroupArn) && state.elb.targetGroups[targetGroupArn];
    if (!group || group.loadBalancerArns.length === 0) {
      throw new InvalidParameterException(
        `The target group with targetGroupArn ${targetGroupArn} does not have an associated load balancer.`,
      );
    }
    return { targetGroupArn, containerName, containerPort };
  });
}

/** Refuses more tasks than the sandbox can hold. `others` are the tasks that all other services want. */
export function checkTaskLimits(count: number, others: number): void {
  if (count > limits.tasksPerService)
    throw new LimitExceededException(`This sandbox runs at most ${limits.tasksPerService} tasks in a service.`);
  if (count + others > limits.tasks)
    throw new LimitExceededException(`This sandbox runs at most ${limits.tasks} tasks in a Region.`);
}

/** Tasks that the services of the Region want, except `except`, and the tasks that belong to no service. */
export function wantedTasks({ ecs }: RegionState, except?: Service): number {
  let count = 0;
  for (const key in ecs.services) if (ecs.services[key] !== except) count += ecs.services[key]!.desiredCount;
  for (const id in ecs.tasks) {
    const task = ecs.tasks[id]!;
    if (!task.service && task.lastStatus !== "STOPPED") count++;
  }
  return count;
}
