import type { ContainerInstance, Service, Task, TaskDefinition } from "../world/ecs.ts";
import type { RegionState } from "../world/world.ts";

/** First port Docker hands out where `hostPort` is 0 (the default `ip_local_port_range` of Linux begins there). */
const FIRST_EPHEMERAL_PORT = 32_768;

type Placement = { instance: ContainerInstance } | { refusal: string };

/**
 * Chooses the container instance for one more task of `definition`: among those with room the zone with the fewest tasks of
 * the service, then the instance with the fewest of them, then the one that registered first ("AZ Balanced Spread").
 * A refusal is the sentence of AWS's "unable to place" event (amazon-ecs-developer-guide, service-event-messages).
 */
export function placeTask(
  state: RegionState,
  cluster: string,
  definition: TaskDefinition,
  service?: Service,
): Placement {
  const daemon = service?.schedulingStrategy === "DAEMON";
  const candidates = usableInstances(state, cluster).filter((it) => !daemon || !hasTaskOf(state, service, it));
  const perZone: Record<string, number> = {};
  const perInstance: Record<string, number> = {};
  for (const task of Object.values(state.ecs.tasks)) {
    if (!service || task.service !== service.name || task.cluster !== cluster || task.desiredStatus !== "RUNNING")
      continue;
    perZone[task.availabilityZone] = (perZone[task.availabilityZone] ?? 0) + 1;
    if (task.containerInstance) perInstance[task.containerInstance] = (perInstance[task.containerInstance] ?? 0) + 1;
  }
  const load = (it: ContainerInstance) => (perZone[it.availabilityZone] ?? 0) * 1_000 + (perInstance[it.id] ?? 0);

  let best: ContainerInstance | undefined;
  let closest: { instance: ContainerInstance; lack: string } | undefined;
  for (const instance of candidates) {
    const lack = lackOf(state, instance, definition);
    if (lack) closest ??= { instance, lack };
    else if (!best || load(instance) < load(best)) best = instance;
  }
  if (best) return { instance: best };
  if (!closest) return { refusal: "The reason for failure is No Container Instances were found in your cluster." };
  return { refusal: `The closest matching (container-instance ${closest.instance.id}) ${closest.lack}.` };
}

/** Instances on which tasks may be placed: those that drain take no new ones. */
export const usableInstances = (state: RegionState, cluster: string): ContainerInstance[] =>
  Object.values(state.ecs.containerInstances).filter(
    (it) => it.cluster === cluster && it.status === "ACTIVE" && it.agentConnected,
  );

/** Whether a task runs on an instance that drains: its service replaces it elsewhere (API_UpdateContainerInstancesState). */
export const isOnDrainingInstance = (state: RegionState, task: Task): boolean =>
  task.containerInstance !== undefined && state.ecs.containerInstances[task.containerInstance]?.status === "DRAINING";

const hasTaskOf = (state: RegionState, service: Service, instance: ContainerInstance): boolean =>
  Object.values(state.ecs.tasks).some(
    (it) =>
      it.service === service.name &&
      it.cluster === service.cluster &&
      it.containerInstance === instance.id &&
      it.desiredStatus === "RUNNING",
  );

/** What a container instance lacks for one more task, in the words of the event; undefined when it fits. */
export function lackOf(
  state: RegionState,
  instance: ContainerInstance,
  definition: TaskDefinition,
): string | undefined {
  const free = freeResources(state, instance);
  if (definition.cpuUnits > free.cpu) return "has insufficient CPU units available";
  if (definition.memoryMiB > free.memoryMiB) return "has insufficient memory available";
  if (fixedPorts(definition).some((port) => free.usedPorts.has(port)))
    return "is already using a port required by your task";
  return undefined;
}

/** What is left of an instance. A task holds its share until it is STOPPED, so also while it drains. */
function freeResources(
  state: RegionState,
  instance: ContainerInstance,
): { cpu: number; memoryMiB: number; usedPorts: Set<number> } {
  let cpu = instance.cpu;
  let memoryMiB = instance.memoryMiB;
  const usedPorts = new Set<number>();
  for (const task of tasksOn(state, instance)) {
    cpu -= task.cpuUnits;
    memoryMiB -= task.memoryMiB;
    for (const it of task.containers) if (it.hostPort !== undefined) usedPorts.add(it.hostPort);
  }
  return { cpu, memoryMiB, usedPorts };
}

/** The lowest ephemeral port that no task of the instance has. */
export function ephemeralPort(state: RegionState, instance: ContainerInstance, taken: Set<number>): number {
  const { usedPorts } = freeResources(state, instance);
  let port = FIRST_EPHEMERAL_PORT;
  while (usedPorts.has(port) || taken.has(port)) port++;
  taken.add(port);
  return port;
}

const tasksOn = (state: RegionState, instance: ContainerInstance): Task[] =>
  Object.values(state.ecs.tasks).filter((it) => it.containerInstance === instance.id && it.lastStatus !== "STOPPED");

function fixedPorts(definition: TaskDefinition): number[] {
  if (definition.networkMode === "awsvpc") return [];
  return definition.containers.flatMap((it) => it.portMappings.map((port) => port.hostPort)).filter((port) => port > 0);
}
