import type { ContainerInstance, Task, TaskDefinition } from "../world/ecs.ts";
import type { RegionState } from "../world/world.ts";

/** First port Docker hands out where `hostPort` is 0 (the default `ip_local_port_range` of Linux begins there). */
const FIRST_EPHEMERAL_PORT = 32_768;
/** AWS: ports an instance keeps for SSH, Docker and its agent (API_ContainerInstance, `remainingResources`). */
export const RESERVED_PORTS = ["22", "2376", "2375", "51678", "51679"];
/** AWS: network interfaces of an instance, of which it has one itself (Amazon EC2 user guide, using-eni). Each awsvpc task takes one. */
const INTERFACES: Record<string, number> = { "t2.micro": 2 };

/** A port of an instance, as `tcp:80`. */
export const portKey = (protocol: string, port: number | string): string =>
  `${protocol === "udp" ? "udp" : "tcp"}:${port}`;

/** What is left of an instance. AWS: a task holds its share until it is STOPPED, so also while it drains. */
export function freeResources(
  state: RegionState,
  instance: ContainerInstance,
): { cpu: number; memoryMiB: number; usedPorts: Set<string> } {
  let cpu = instance.cpu;
  let memoryMiB = instance.memoryMiB;
  const usedPorts = new Set(RESERVED_PORTS.map((it) => portKey("tcp", it)));
  for (const task of tasksOn(state, instance)) {
    cpu -= task.cpuUnits;
    memoryMiB -= task.memoryMiB;
    for (const port of hostPortsOf(state, task)) usedPorts.add(port);
  }
  return { cpu, memoryMiB, usedPorts };
}

/** The ports that a task has on its instance. */
function hostPortsOf(state: RegionState, task: Task): string[] {
  const definition = state.ecs.taskDefinitions[task.taskDefinition];
  if (!definition || definition.networkMode === "awsvpc") return [];
  return task.containers.flatMap((container) => {
    const declared = definition.containers.find(({ name }) => name === container.name)?.portMappings ?? [];
    return declared.flatMap(({ protocol, hostPort }, i) => {
      // Tasks of worlds of before keep the port of the first mapping alone; the others are as declared.
      const port = container.hostPorts?.[i] ?? (i === 0 ? container.hostPort : hostPort);
      return port ? [portKey(protocol, port)] : [];
    });
  });
}

/** The lowest ephemeral port that no task of the instance has. */
export function ephemeralPort(
  state: RegionState,
  instance: ContainerInstance,
  protocol: string,
  taken: Set<string>,
): number {
  const { usedPorts } = freeResources(state, instance);
  let port = FIRST_EPHEMERAL_PORT;
  while (usedPorts.has(portKey(protocol, port)) || taken.has(portKey(protocol, port))) port++;
  taken.add(portKey(protocol, port));
  return port;
}

/** The fixed host ports of a definition. */
export function portsOf(definition: TaskDefinition): string[] {
  if (definition.networkMode === "awsvpc") return [];
  return definition.containers.flatMap((it) =>
    it.portMappings.filter(({ hostPort }) => hostPort > 0).map((port) => portKey(port.protocol, port.hostPort)),
  );
}

/** Whether an instance can take one more network interface, where the task needs one. Simplified: an unknown type has room for any. */
export function hasRoomForInterface(
  state: RegionState,
  instance: ContainerInstance,
  definition: TaskDefinition,
): boolean {
  if (definition.networkMode !== "awsvpc") return true;
  const most = (INTERFACES[instance.instanceType] ?? Number.POSITIVE_INFINITY) - 1;
  const taken = tasksOn(state, instance).filter(
    (it) => state.ecs.taskDefinitions[it.taskDefinition]?.networkMode === "awsvpc",
  );
  return taken.length < most;
}

const tasksOn = (state: RegionState, instance: ContainerInstance): Task[] =>
  Object.values(state.ecs.tasks).filter((it) => it.containerInstance === instance.id && it.lastStatus !== "STOPPED");
