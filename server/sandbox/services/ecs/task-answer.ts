import type {
  Attachment,
  Container,
  ContainerOverride,
  HealthStatus,
  Task as TaskAnswer,
  TaskOverride,
} from "@aws-sdk/client-ecs";
import type { Task, TaskDefinition } from "../../world/ecs.ts";
import type { Millis, RegionState } from "../../world/world.ts";
import type { Caller } from "../operation.ts";
import { arnOf } from "./identifiers.ts";
import { listTags } from "./tags.ts";

/** AWS: GiB of storage a Fargate task has when nothing is said (testdata/aws/applicationautoscaling/scale_in.json). */
const FARGATE_STORAGE_GIB = 20;

/** A task as AWS describes it. AWS: tags are an empty list unless asked for (testdata/aws/ecs/services.json). */
export function taskAnswer(state: RegionState, caller: Caller, task: Task, withTags: boolean): TaskAnswer {
  const fargate = task.launchType === "FARGATE";
  const definition = state.ecs.taskDefinitions[task.taskDefinition];
  const storage = { sizeInGiB: storageOf(task, definition) };
  const attachments = attachmentsOf(task);
  const containers = task.containers.map((it) => containerAnswer(caller, task, it, definition, attachments));
  return {
    attachments,
    attributes: fargate ? [{ name: "ecs.cpu-architecture", value: "x86_64" }] : [],
    availabilityZone: task.availabilityZone,
    clusterArn: arnOf(caller, "cluster", task.cluster),
    ...(task.connectivityAt !== undefined && {
      connectivity: "CONNECTED",
      connectivityAt: new Date(task.connectivityAt),
    }),
    ...(task.containerInstance && {
      containerInstanceArn: arnOf(caller, "container-instance", `${task.cluster}/${task.containerInstance}`),
    }),
    containers,
    cpu: String(task.cpuUnits),
    createdAt: new Date(task.createdAt),
    desiredStatus: task.desiredStatus,
    enableExecuteCommand: task.echo?.enableExecuteCommand === true,
    ...at("executionStoppedAt", task.executionStoppedAt),
    group: task.group,
    healthStatus: healthOf(containers),
    lastStatus: task.lastStatus,
    launchType: task.launchType,
    ...(task.capacityProvider !== undefined && { capacityProviderName: task.capacityProvider }),
    memory: String(task.memoryMiB),
    overrides: (task.echo?.overrides as TaskAnswer["overrides"]) ?? {
      containerOverrides: task.containers.map(({ name }) => ({ name })),
      inferenceAcceleratorOverrides: [],
    },
    ...(fargate && {
      platformVersion: "1.4.0",
      platformFamily: "Linux",
      ephemeralStorage: storage,
      fargateEphemeralStorage: storage,
    }),
    ...at("pullStartedAt", task.pullStartedAt),
    ...at("pullStoppedAt", task.pullStoppedAt),
    ...at("startedAt", task.startedAt),
    ...(task.startedBy !== undefined && { startedBy: task.startedBy }),
    ...(task.stopCode && { stopCode: task.stopCode }),
    ...at("stoppedAt", task.stoppedAt),
    ...(task.stoppedReason !== undefined && { stoppedReason: task.stoppedReason }),
    ...at("stoppingAt", task.stoppingAt),
    tags: withTags ? listTags(task.tags) : [],
    taskArn: task.arn,
    taskDefinitionArn: arnOf(caller, "task-definition", task.taskDefinition),
    version: task.version,
  };
}

function containerAnswer(
  caller: Caller,
  task: Task,
  container: Task["containers"][number],
  definition: TaskDefinition | undefined,
  attachments: Attachment[],
): Container {
  const declared = definition?.containers.find(({ name }) => name === container.name);
  const running = task.startedAt !== undefined;
  const ended = task.executionStoppedAt !== undefined || task.lastStatus === "STOPPED";
  const address = attachments[0]?.details?.find(({ name }) => name === "privateIPv4Address")?.value;
  const bindings = declared?.portMappings ?? [];
  const overrides = (task.echo?.overrides ?? {}) as TaskOverride;
  const own: ContainerOverride = overrides.containerOverrides?.find(({ name }) => name === container.name) ?? {};
  return {
    containerArn: arnOf(caller, "container", `${task.cluster}/${task.id}/${container.id}`),
    taskArn: task.arn,
    name: container.name,
    image: container.image,
    ...(running && { runtimeId: container.runtimeId }),
    lastStatus: ended ? "STOPPED" : running ? "RUNNING" : "PENDING",
    ...(ended && task.exitCode !== undefined && { exitCode: task.exitCode }),
    networkBindings:
      running && !address && container.hostPort !== undefined
        ? bindings.map((it, i) => ({
            bindIP: "0.0.0.0",
            containerPort: it.containerPort,
            // Tasks of worlds of before keep the port of the first mapping alone; the others are as declared.
            hostPort: container.hostPorts?.[i] ?? (i === 0 ? container.hostPort : it.hostPort),
            protocol: it.protocol === "udp" ? "udp" : "tcp",
          }))
        : [],
    networkInterfaces: address ? [{ attachmentId: attachments[0]!.id, privateIpv4Address: address }] : [],
    healthStatus: declared?.echo.healthCheck && running && !ended ? "HEALTHY" : "UNKNOWN",
    cpu: String(own.cpu ?? declared?.cpu ?? 0),
    ...text("memory", own.memory ?? declared?.memoryMiB),
    ...text("memoryReservation", own.memoryReservation ?? declared?.memoryReservationMiB),
  };
}

/** GiB of storage: those of RunTask's caller, else of the definition, else AWS's default. */
function storageOf(task: Task, definition: TaskDefinition | undefined): number {
  const declared = definition?.echo.ephemeralStorage as { sizeInGiB?: number } | undefined;
  return (task.echo?.storageGiB as number | undefined) ?? declared?.sizeInGiB ?? FARGATE_STORAGE_GIB;
}

/** The network interface of an awsvpc task. AWS: gone with the task, shown as DELETED (testdata/aws/applicationautoscaling/scale_in.json). */
function attachmentsOf(task: Task): Attachment[] {
  const attachments = (task.echo?.attachments ?? []) as Attachment[];
  return task.lastStatus === "STOPPED" ? attachments.map((it) => ({ ...it, status: "DELETED" })) : attachments;
}

/** AWS: HEALTHY when all containers with a health check are, UNKNOWN without one (API_Task, `healthStatus`). */
const healthOf = (containers: Container[]): HealthStatus =>
  containers.some((it) => it.healthStatus === "HEALTHY") ? "HEALTHY" : "UNKNOWN";

const text = <Name extends string>(name: Name, value: number | undefined) =>
  (value === undefined ? {} : { [name]: String(value) }) as Partial<Record<Name, string>>;

const at = <Name extends string>(name: Name, value: Millis | undefined) =>
  (value === undefined ? {} : { [name]: new Date(value) }) as Partial<Record<Name, Date>>;
