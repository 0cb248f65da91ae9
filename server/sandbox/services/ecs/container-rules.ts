import type { ContainerDefinition, HealthCheck, RegisterTaskDefinitionRequest, Volume } from "@aws-sdk/client-ecs";
import { ClientException } from "./errors.ts";
import { mustBeOneOf } from "./refusals.ts";

/*
 * What AWS checks of containers besides their size and ports. Sentences without another source are those that badmintoncryer/cdk-preflight quotes
 * of RegisterTaskDefinition, or radkawar/stackd repeats (internal/services/ecs/task_validation.go).
 */

/** AWS: files of one container (API_ContainerDefinition). */
const ENVIRONMENT_FILES_MAX = 10;
/** AWS: seconds (API_ContainerRestartPolicy). */
const RESTART_PERIOD = { min: 60, max: 1_800 };
const FARGATE_LOG_DRIVERS = ["awslogs", "splunk", "awsfirelens"];
const ECR_IMAGE = /^\d{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com|amazonaws\.com\.cn|on\.aws)\//;

export const isEcrImage = (image: string | undefined): boolean => ECR_IMAGE.test(image ?? "");

/** Refuses containers that do not fit each other, their volumes, roles and network mode. */
export function checkContainers(input: RegisterTaskDefinitionRequest): void {
  const containers = input.containerDefinitions ?? [];
  const names = new Map(containers.map((it) => [it.name!, it]));
  const volumes = new Set((input.volumes ?? []).map(({ name }) => name));
  for (const it of containers) {
    for (const { sourceVolume } of it.mountPoints ?? [])
      if (sourceVolume !== undefined && !volumes.has(sourceVolume))
        throw new ClientException(`Unknown volume '${sourceVolume}'.`);
    for (const { sourceContainer } of it.volumesFrom ?? [])
      if (sourceContainer !== undefined && !names.has(sourceContainer))
        throw new ClientException(`Invalid 'volumesFrom' setting. Unknown container: '${sourceContainer}'.`);
    for (const { name, softLimit, hardLimit } of it.ulimits ?? [])
      if (softLimit! > hardLimit!) throw new ClientException(`Soft limit exceeds hard limit for ulimit ${name}.`);
    if ((it.environmentFiles ?? []).length > ENVIRONMENT_FILES_MAX) {
      throw new ClientException(
        "The maximum number of environment files was exceeded. Specify ten or less and try again.",
      );
    }
    if (it.secrets?.length && !input.executionRoleArn) {
      throw new ClientException(
        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
      );
    }
    const period = it.restartPolicy?.restartAttemptPeriod;
    if (period !== undefined && (period < RESTART_PERIOD.min || period > RESTART_PERIOD.max)) {
      throw new ClientException(
        `the 'restartAttemptPeriod' setting for container '${it.name}' must be between ${RESTART_PERIOD.min} and ${RESTART_PERIOD.max}`,
      );
    }
    if (input.networkMode === "awsvpc") checkAwsvpc(it);
    checkLogs(it, containers);
  }
  checkDependencies(containers, names);
  checkVolumes(input.volumes ?? []);
  if (input.inferenceAccelerators?.length) throw new ClientException("Unsupported field 'inferenceAccelerators'.");
  // AWS: the sentence as callers saw it; a role's name alone is accepted too (API_RegisterTaskDefinition).
  for (const role of [input.taskRoleArn, input.executionRoleArn])
    if (role !== undefined && !/^(arn:aws[\w-]*:iam::\d{12}:role\/.+|[\w+=,.@-]{1,64})$/.test(role))
      throw new ClientException("Role is not valid");
}

function checkAwsvpc(it: ContainerDefinition): void {
  if (it.links?.length) throw new ClientException("Links are not supported when networkMode=awsvpc.");
  if (it.dnsServers?.length)
    throw new ClientException("DNS servers are not supported on container when networkMode=awsvpc.");
  if (it.disableNetworking)
    throw new ClientException("Disable Networking is not supported on container when networkMode=awsvpc.");
}

function checkLogs({ logConfiguration }: ContainerDefinition, containers: readonly ContainerDefinition[]): void {
  if (!logConfiguration) return;
  const { logDriver, options = {} } = logConfiguration;
  if (logDriver === "awslogs" && !(options["awslogs-region"] && options["awslogs-group"]))
    throw new ClientException("Log driver awslogs requires options: awslogs-region, awslogs-group");
  if (logDriver === "awsfirelens" && !containers.some((it) => it.firelensConfiguration)) {
    throw new ClientException(
      "When awsfirelens log driver is specified in log configuration, a firelens configuration object must be specified.",
    );
  }
}

function checkDependencies(
  containers: readonly ContainerDefinition[],
  names: ReadonlyMap<string, ContainerDefinition>,
): void {
  for (const it of containers) {
    for (const { containerName, condition } of it.dependsOn ?? []) {
      const target = names.get(containerName!);
      if (!target)
        throw new ClientException(`Cannot depend on container + '${containerName}' because it does not exist`);
      mustBeOneOf("condition", condition, ["START", "COMPLETE", "SUCCESS", "HEALTHY"]);
      if ((condition === "SUCCESS" || condition === "COMPLETE") && target.essential !== false) {
        throw new ClientException(
          "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
        );
      }
      if (condition === "HEALTHY" && !target.healthCheck) {
        throw new ClientException("A dependency container with HEALTHY condition must have health check configured");
      }
    }
  }
  const open = new Set<string>();
  const done = new Set<string>();
  const visit = (name: string): void => {
    if (done.has(name)) return;
    if (open.has(name)) throw new ClientException("Container dependsOn contains a cycle");
    open.add(name);
    for (const { containerName } of names.get(name)?.dependsOn ?? []) visit(containerName!);
    done.add(name);
  };
  for (const name of names.keys()) visit(name);
}

function checkVolumes(volumes: readonly Volume[]): void {
  for (const { efsVolumeConfiguration: efs } of volumes) {
    const { authorizationConfig, rootDirectory = "/", transitEncryption } = efs ?? {};
    if (authorizationConfig?.iam === "ENABLED" && transitEncryption !== "ENABLED")
      throw new ClientException("EFS IAM authorization requires TransitEncryption to be enabled.");
    if (authorizationConfig?.accessPointId && rootDirectory !== "/") {
      throw new ClientException(
        'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
      );
    }
  }
}

/** Refuses what containers cannot have on Fargate. */
export function checkFargateContainers(input: RegisterTaskDefinitionRequest): void {
  const refuse = (what: string): never => {
    throw new ClientException(`Fargate compatible task definitions do not support ${what}`);
  };
  if (input.placementConstraints?.length) refuse("constraints");
  if (input.ipcMode) refuse("ipcMode");
  for (const it of input.volumes ?? []) {
    if (it.dockerVolumeConfiguration) refuse("dockerVolumeConfiguration");
    if (it.host?.sourcePath) refuse("sourcePath");
  }
  const needsRole = (what: string) => {
    if (!input.executionRoleArn)
      throw new ClientException(`Fargate requires task definition to have execution role ARN to support ${what}.`);
  };
  for (const { image, linuxParameters, logConfiguration, ...it } of input.containerDefinitions ?? []) {
    if (it.privileged) throw new ClientException("Fargate requires that the 'privileged' setting be 'false'.");
    if (linuxParameters?.devices?.length) refuse("devices");
    if (linuxParameters?.sharedMemorySize !== undefined) refuse("sharedMemorySize");
    if (linuxParameters?.maxSwap !== undefined) refuse("maxSwap");
    if (it.dockerSecurityOptions?.length) refuse("dockerSecurityOptions");
    const driver = logConfiguration?.logDriver;
    if (driver && !FARGATE_LOG_DRIVERS.includes(driver)) {
      throw new ClientException(
        `${driver} is not a valid log driver. Must be one of [${FARGATE_LOG_DRIVERS.join(",")}]`,
      );
    }
    if (driver === "awslogs") needsRole("log driver awslogs");
    if (isEcrImage(image)) needsRole("ECR images");
  }
}

/** AWS: what a health check has when nothing is said, and its bounds in seconds (API_HealthCheck). The sentences are ours. */
export function withHealthDefaults(healthCheck: HealthCheck | undefined): HealthCheck | undefined {
  if (!healthCheck) return undefined;
  const check = { interval: 30, timeout: 5, retries: 3, ...healthCheck };
  const bounds = { interval: [5, 300], timeout: [2, 60], retries: [1, 10], startPeriod: [0, 300] } as const;
  if (!check.command?.length) throw new ClientException("The command of a health check must not be empty.");
  for (const [name, [least, most]] of Object.entries(bounds) as [keyof typeof bounds, readonly [number, number]][]) {
    const value = check[name];
    if (value !== undefined && (value < least || value > most))
      throw new ClientException(`The ${name} of a health check must be between ${least} and ${most}.`);
  }
  return check;
}
