import type {
  CapacityProviderStrategyItem,
  NetworkConfiguration,
  PlacementConstraint,
  PlacementStrategy,
} from "@aws-sdk/client-ecs";
import type { Cluster, LaunchType, StrategyItem, TaskDefinition } from "../../world/ecs.ts";
import type { Caller } from "../operation.ts";
import { InvalidParameterException, PlatformUnknownException } from "./errors.ts";
import { checkConstraints, checkStrategies } from "./placement-rules.ts";
import { mustBeOneOf, unsupported } from "./refusals.ts";
import { launchTypeOf, strategyOf } from "./strategy-rules.ts";
import { compatibilitiesOf } from "./task-definition-answer.ts";

/*
 * What services and single tasks have in common about where and how tasks run. Sentences without another source are those
 * that callers of the real service saw: "creating ECS Service" of the Terraform AWS provider and of CloudFormation.
 */

const LAUNCH_TYPES = ["EC2", "FARGATE", "EXTERNAL", "FMI", "MANAGED_INSTANCES"];
const PLATFORM_VERSIONS = ["LATEST", "1.4.0"];

/** AWS: subnets and security groups of a network configuration (API_AwsVpcConfiguration). The sentences are ours. */
const SUBNETS_MAX = 16;
const SECURITY_GROUPS_MAX = 5;

/** AWS: the recorded sentence for an unknown launch type (testdata/aws/ecs/services.json, sequence 68). */
export const checkLaunchType = (value: string | undefined) => mustBeOneOf("launch type", value, LAUNCH_TYPES);

export type LaunchInput = {
  launchType?: string | undefined;
  capacityProviderStrategy?: CapacityProviderStrategyItem[] | undefined;
};

/**
 * Where tasks are to run. AWS: by the strategy asked for, else by the launch type, else by the cluster's default strategy, else on EC2.
 */
export function launchOf(
  caller: Caller,
  cluster: Cluster,
  input: LaunchInput,
): { launchType: LaunchType; strategy: StrategyItem[] | undefined } {
  checkLaunchType(input.launchType);
  const strategy = strategyOf(caller, cluster, input);
  const launchType = strategy ? launchTypeOf(strategy) : (input.launchType ?? "EC2");
  if (launchType !== "EC2" && launchType !== "FARGATE") unsupported(`the launch type ${launchType}`);
  return { launchType, strategy };
}

export type PlacementInput = {
  networkConfiguration?: NetworkConfiguration | undefined;
  placementConstraints?: PlacementConstraint[] | undefined;
  placementStrategy?: PlacementStrategy[] | undefined;
  platformVersion?: string | undefined;
};

/** Refuses a network configuration that does not fit the task definition's network mode. */
export function checkNetwork(definition: TaskDefinition, network: NetworkConfiguration | undefined): void {
  if (definition.networkMode !== "awsvpc") {
    if (network?.awsvpcConfiguration) {
      throw new InvalidParameterException(
        "Network Configuration is not valid for the given networkMode of this task definition.",
      );
    }
    return;
  }
  if (!network?.awsvpcConfiguration) {
    throw new InvalidParameterException(
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    );
  }
  const { subnets = [], securityGroups = [] } = network.awsvpcConfiguration;
  if (subnets.length === 0) throw new InvalidParameterException("subnets can not be empty.");
  if (subnets.length > SUBNETS_MAX)
    throw new InvalidParameterException(`subnets can have at most ${SUBNETS_MAX} items.`);
  if (securityGroups.length > SECURITY_GROUPS_MAX)
    throw new InvalidParameterException(`securityGroups can have at most ${SECURITY_GROUPS_MAX} items.`);
  mustBeOneOf("assignPublicIp", network.awsvpcConfiguration.assignPublicIp, ["ENABLED", "DISABLED"]);
}

/** Refuses what the launch type cannot do, and placement that means nothing. */
export function checkPlacement(launchType: LaunchType, definition: TaskDefinition, input: PlacementInput): void {
  const { platformVersion, placementConstraints = [], placementStrategy = [] } = input;
  if (launchType === "FARGATE") {
    if (!compatibilitiesOf(definition).includes("FARGATE"))
      throw new InvalidParameterException("Task definition does not support launch_type FARGATE.");
    if (placementConstraints.length > 0)
      throw new InvalidParameterException("Placement constraints are not supported with FARGATE launch type.");
    if (placementStrategy.length > 0)
      throw new InvalidParameterException("Placement strategies are not supported with FARGATE launch type.");
    if (platformVersion !== undefined && !/^(LATEST|1\.[0-4]\.0)$/.test(platformVersion))
      throw new PlatformUnknownException();
    if (platformVersion !== undefined && !PLATFORM_VERSIONS.includes(platformVersion))
      unsupported(`the platform version ${platformVersion}`, "It has LATEST and 1.4.0.");
    return;
  }
  if (platformVersion !== undefined)
    throw new InvalidParameterException("The platform version must be null when specifying an EC2 launch type.");
  checkConstraints(placementConstraints);
  checkStrategies(placementStrategy);
}
