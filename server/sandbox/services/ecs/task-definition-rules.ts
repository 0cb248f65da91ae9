import type {
  ContainerDefinition as GivenContainer,
  PortMapping,
  RegisterTaskDefinitionRequest,
} from "@aws-sdk/client-ecs";
import type { ContainerDefinition, TaskDefinition } from "../../world/ecs.ts";
import { checkContainers, checkFargateContainers, withHealthDefaults } from "./container-rules.ts";
import { ClientException } from "./errors.ts";
import { isFargateSize } from "./fargate-sizes.ts";
import { NAME } from "./identifiers.ts";
import { given } from "./json.ts";
import { checkDefinitionConstraints } from "./placement-rules.ts";
import { mustAllBeOneOf, mustBeOneOf } from "./refusals.ts";
import { FARGATE_STOP_TIMEOUT_MAX } from "./task-definition-answer.ts";
import { noFargateSize, units } from "./task-size.ts";

/*
 * What AWS checks of a task definition and fills in. Sentences are those of moto's ecs/exceptions.py (which repeats AWS's) and of
 * callers ("when calling the RegisterTaskDefinition operation"); where neither shows one, AWS's condition has our words.
 */

/** AWS: containers of a task definition, and bytes of its JSON (amazon-ecs-developer-guide, service-quotas). */
const CONTAINERS_MAX = 10;
const BYTES_MAX = 64 * 1024;
/** AWS: characters of an image's name (API_ContainerDefinition). */
const IMAGE_LENGTH_MAX = 255;
/** AWS: seconds that startTimeout and stopTimeout must at least be (testdata/aws/ecs/controls.json). */
const TIMEOUT_SECONDS_MIN = 2;
const NETWORK_MODES = ["bridge", "host", "awsvpc", "none"];

/** What a registered revision keeps of its request. */
export type Described = Pick<
  TaskDefinition,
  "networkMode" | "cpuUnits" | "memoryMiB" | "cpu" | "memory" | "containers" | "echo"
>;

/** Checks a task definition and gives it AWS's defaults. */
export function described(input: RegisterTaskDefinitionRequest): Described {
  if (JSON.stringify(input).length > BYTES_MAX)
    throw new ClientException(`A task definition can have at most ${BYTES_MAX / 1024} KiB.`);
  if (!NAME.test(input.family!)) throw new ClientException("Family contains invalid characters.");
  mustBeOneOf("networkMode", input.networkMode, NETWORK_MODES);
  mustAllBeOneOf("requiresCompatibilities", input.requiresCompatibilities, [
    "EC2",
    "FARGATE",
    "EXTERNAL",
    "MANAGED_INSTANCES",
  ]);
  mustBeOneOf("pidMode", input.pidMode, ["host", "task"]);
  mustBeOneOf("ipcMode", input.ipcMode, ["host", "task", "none"]);
  mustBeOneOf("cpuArchitecture", input.runtimePlatform?.cpuArchitecture, ["X86_64", "ARM64"]);
  checkDefinitionConstraints(input.placementConstraints);
  const cpu = units(input.cpu, "cpu");
  const memory = units(input.memory, "memory");
  const containers = containersOf(input, memory);
  const fargate = input.requiresCompatibilities?.includes("FARGATE") ?? false;
  if (fargate) checkFargate(input, cpu, memory);
  checkContainers(input);
  checkStorage(input, fargate);
  return {
    // An absent mode is bridge, and stays absent in AWS's answers.
    networkMode: input.networkMode ?? "",
    cpuUnits: cpu ?? sum(containers.map((it) => it.cpu)),
    memoryMiB: memory ?? sum(containers.map((it) => it.memoryReservationMiB ?? it.memoryMiB ?? 0)),
    ...(cpu !== undefined && { cpu: String(cpu) }),
    ...(memory !== undefined && { memory: String(memory) }),
    containers,
    echo: given({
      taskRoleArn: input.taskRoleArn,
      executionRoleArn: input.executionRoleArn,
      // AWS: a volume that says nothing more is one of the host (amazon-ecs-developer-guide, bind-mounts).
      volumes: input.volumes?.map((it) => (Object.keys(it).length > 1 ? it : { ...it, host: {} })),
      placementConstraints: input.placementConstraints,
      requiresCompatibilities: input.requiresCompatibilities,
      pidMode: input.pidMode,
      ipcMode: input.ipcMode,
      proxyConfiguration: input.proxyConfiguration,
      ephemeralStorage: input.ephemeralStorage,
      runtimePlatform: input.runtimePlatform,
      enableFaultInjection: input.enableFaultInjection,
    }),
  };
}

function containersOf(input: RegisterTaskDefinitionRequest, taskMemory: number | undefined): ContainerDefinition[] {
  const all = input.containerDefinitions ?? [];
  if (all.length === 0) throw new ClientException("Container list cannot be empty.");
  if (all.length > CONTAINERS_MAX)
    throw new ClientException(`A task definition can have at most ${CONTAINERS_MAX} containers.`);
  const containers = all.map((it) => containerOf(it, input.networkMode, taskMemory));
  if (new Set(containers.map((it) => it.name)).size < containers.length)
    throw new ClientException("Container names must be unique within a task definition.");
  if (!containers.some((it) => it.essential))
    throw new ClientException("Task definition doesn't have any essential container.");
  return containers;
}

function containerOf(
  it: GivenContainer,
  networkMode: string | undefined,
  taskMemory: number | undefined,
): ContainerDefinition {
  const { name, image, cpu = 0, memory, memoryReservation, essential = true } = it;
  if (!name) throw new ClientException("Container.name should not be null or empty.");
  if (!image) throw new ClientException("Container.image should not be null or empty.");
  if (image.length > IMAGE_LENGTH_MAX)
    throw new ClientException(`Container.image can have at most ${IMAGE_LENGTH_MAX} characters.`);
  if (!NAME.test(name)) throw new ClientException("Container.name contains invalid characters.");
  if (cpu < 0) throw new ClientException(`Invalid setting for container '${name}'. 'cpu' must not be negative.`);
  if (taskMemory === undefined && memory === undefined && memoryReservation === undefined) {
    throw new ClientException(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    );
  }
  if (taskMemory !== undefined && (memory ?? 0) > taskMemory)
    throw new ClientException(`The 'memory' setting for container '${name}' is greater than for the task.`);
  if ((memory ?? 1) < 1 || (memoryReservation ?? 1) < 1)
    throw new ClientException(`Invalid setting for container '${name}'. Memory must be at least 1 MiB.`);
  if (memory !== undefined && memoryReservation !== undefined && memory < memoryReservation) {
    throw new ClientException(
      `Invalid setting for container '${name}'. 'memory' must be greater than or equal to 'memoryReservation'.`,
    );
  }
  for (const [kind, seconds] of [
    ["start", it.startTimeout],
    ["stop", it.stopTimeout],
  ] as const) {
    if (seconds !== undefined && seconds < TIMEOUT_SECONDS_MIN)
      throw new ClientException(`Granular ${kind} timeout on container '${name}' must be at least 2 seconds.`);
  }
  for (const port of it.portMappings ?? []) checkRange(port);
  const single = (it.portMappings ?? []).filter((port) => port.containerPortRange === undefined);
  const portMappings = single.map((port) => portMapping(port, networkMode));
  return {
    name,
    image,
    cpu,
    ...(memory !== undefined && { memoryMiB: memory }),
    ...(memoryReservation !== undefined && { memoryReservationMiB: memoryReservation }),
    essential,
    portMappings,
    // AWS: what is left out of a container comes back with these (testdata/aws/applicationautoscaling/alarm_signals.json, sequence 7).
    echo: given({
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
      ...it,
      healthCheck: withHealthDefaults(it.healthCheck),
      name,
      image,
      cpu,
      essential,
      portMappings: (it.portMappings ?? []).map((port) =>
        port.containerPortRange === undefined
          ? { ...port, ...portMapping(port, networkMode) }
          : { ...port, protocol: port.protocol ?? "tcp" },
      ),
    }),
  };
}

/** Simplified: a range of ports is kept and shown; it takes no ports of an instance. */
function checkRange({ containerPortRange, containerPort, hostPort }: PortMapping): void {
  if (containerPortRange === undefined) return;
  if (containerPort !== undefined || hostPort !== undefined)
    throw new ClientException("cannot specify both single port and port range");
  const [, low, high] = /^(\d{1,5})-(\d{1,5})$/.exec(containerPortRange) ?? [];
  if (low === undefined || !(Number(low) >= 1 && Number(low) < Number(high) && Number(high) <= 65_535))
    throw new ClientException("Invalid 'containerPortRange' setting");
}

function portMapping(port: PortMapping, networkMode: string | undefined): ContainerDefinition["portMappings"][number] {
  const { containerPort, protocol = "tcp" } = port;
  const same = networkMode === "awsvpc" || networkMode === "host";
  if (!["tcp", "udp"].includes(protocol)) throw new ClientException("protocol should be one of [tcp,udp]");
  if (!isPort(containerPort, 1)) throw new ClientException("Invalid 'containerPort' setting for container");
  const hostPort = port.hostPort ?? (same ? containerPort : 0);
  if (!isPort(hostPort, 0)) throw new ClientException("Invalid 'hostPort' setting for container");
  if (same && hostPort !== containerPort) {
    throw new ClientException(
      `When networkMode=${networkMode}, the host ports and container ports in port mappings must match.`,
    );
  }
  return { containerPort, hostPort, protocol };
}

const isPort = (value: number | undefined, min: number): value is number =>
  value !== undefined && value >= min && value <= 65_535;

function checkFargate(input: RegisterTaskDefinitionRequest, cpu: number | undefined, memory: number | undefined): void {
  if (input.networkMode !== "awsvpc") throw new ClientException("Fargate only supports network mode ‘awsvpc’.");
  if (cpu === undefined) throw new ClientException("Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) throw new ClientException("Fargate requires that 'memory' be defined at the task level.");
  if (sum(input.containerDefinitions!.map((it) => it.cpu ?? 0)) > cpu) {
    throw new ClientException(
      "The sum of all container 'cpu' values cannot be greater than the task-level 'cpu' value.",
    );
  }
  if (!isFargateSize(cpu, memory)) throw new ClientException(noFargateSize(cpu, memory));
  if (input.containerDefinitions!.some((it) => (it.stopTimeout ?? 0) > FARGATE_STOP_TIMEOUT_MAX)) {
    throw new ClientException(
      "Tasks using the Fargate launch type must have a container stop timeout of less than 120 seconds.",
    );
  }
  checkFargateContainers(input);
}

/** AWS: GiB of storage a Fargate task can be given (API_EphemeralStorage). The sentences are ours. */
function checkStorage({ ephemeralStorage }: RegisterTaskDefinitionRequest, fargate: boolean): void {
  if (!ephemeralStorage) return;
  if (!fargate) throw new ClientException("Ephemeral storage can be set for tasks on Fargate only.");
  if (!(ephemeralStorage.sizeInGiB! >= 21 && ephemeralStorage.sizeInGiB! <= 200))
    throw new ClientException("Ephemeral storage has 21 to 200 GiB.");
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
