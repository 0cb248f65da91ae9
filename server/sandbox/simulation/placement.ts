import type { ContainerInstance, PlacementConstraint, PlacementStrategy, Task, TaskDefinition } from "../world/ecs.ts";
import { random } from "../world/random.ts";
import type { RegionState, World } from "../world/world.ts";
import { attributeOf, parseQuery, QueryProblem } from "./cluster-query.ts";
import { freeResources, hasRoomForInterface, portsOf } from "./instance-resources.ts";

/** One task that wants a place on a container instance. */
export type PlacementRequest = {
  cluster: string;
  definition: TaskDefinition;
  /** What it reserves, where the caller overrides the definition. */
  size?: TaskSize | undefined;
  /** `service:<name>`, or what RunTask's caller says: what spreads and what is kept apart. */
  group: string;
  /** At most one task of the group on an instance. */
  daemon?: boolean;
  constraints?: readonly PlacementConstraint[];
  strategy?: readonly PlacementStrategy[];
};

export type TaskSize = { cpuUnits: number; memoryMiB: number };

/** Where a task can go; else the instance that came closest and what it lacks, or nothing at all where there is no instance. */
export type Placement = { instance: ContainerInstance } | { closest?: { instance: ContainerInstance; lack: Lack } };

/** AWS: the reason in `failures` of RunTask, and the words of the "unable to place" event (api_failures_messages, service-event-messages). */
export type Lack = { reason: string; event: string };

const LACKS = {
  cpu: { reason: "RESOURCE:CPU", event: "has insufficient CPU units available" },
  memory: { reason: "RESOURCE:MEMORY", event: "has insufficient memory available" },
  ports: { reason: "RESOURCE:PORTS", event: "is already using a port required by your task" },
  interfaces: { reason: "RESOURCE:ENI", event: 'encountered error "RESOURCE:ENI"' },
  memberOf: unsatisfied("MemberOf"),
  distinctInstance: unsatisfied("DistinctInstance"),
};

function unsatisfied(kind: string): Lack {
  const reason = `${kind} placement constraint unsatisfied.`;
  return { reason, event: `encountered error "${reason}"` };
}

/** Simplified: what AWS does without a strategy: "AZ Balanced Spread", for tasks without a service too. */
const BALANCED: PlacementStrategy[] = [
  { type: "spread", field: "attribute:ecs.availability-zone" },
  { type: "spread", field: "instanceId" },
];

/** Chooses the container instance for one more task: of those that meet the constraints and have room, the one that the strategy prefers. */
export function placeTask(world: World, state: RegionState, request: PlacementRequest): Placement {
  const { cluster, group, daemon, strategy = [] } = request;
  let candidates: ContainerInstance[] = [];
  let closest: { instance: ContainerInstance; lack: Lack } | undefined;
  for (const instance of usableInstances(state, cluster)) {
    if (daemon && tasksOfGroup(state, request, instance).length > 0) continue;
    const lack = constraintBroken(state, instance, request) ?? lackOf(state, instance, request);
    if (lack) closest ??= { instance, lack };
    else candidates.push(instance);
  }
  for (const it of strategy.length > 0 ? strategy : BALANCED)
    if (candidates.length > 1) candidates = preferred(world, state, candidates, it, cluster, group);
  const [instance] = candidates;
  return instance ? { instance } : { ...(closest && { closest }) };
}

/** The candidates that a strategy likes best. AWS: the strategies of a list are followed one after the other (task-placement-strategies). */
function preferred(
  world: World,
  state: RegionState,
  candidates: ContainerInstance[],
  { type, field = "" }: PlacementStrategy,
  cluster: string,
  group: string,
): ContainerInstance[] {
  if (type === "random") return [candidates[Math.floor(random(world) * candidates.length)]!];
  const weights = new Map<ContainerInstance, number>();
  if (type === "binpack") {
    for (const it of candidates) {
      const free = freeResources(state, it);
      weights.set(it, /^cpu$/i.test(field) ? free.cpu : free.memoryMiB);
    }
  } else {
    const fieldOf = (it: ContainerInstance) =>
      /^(instanceid|host)$/i.test(field) ? it.id : String(attributeOf(it, field.replace(/^attribute:/, "")));
    const count = new Map<string, number>();
    for (const task of Object.values(state.ecs.tasks)) {
      const instance = task.containerInstance && state.ecs.containerInstances[task.containerInstance];
      if (!instance || task.group !== group || task.cluster !== cluster || task.desiredStatus !== "RUNNING") continue;
      count.set(fieldOf(instance), (count.get(fieldOf(instance)) ?? 0) + 1);
    }
    for (const it of candidates) weights.set(it, count.get(fieldOf(it)) ?? 0);
  }
  const least = Math.min(...weights.values());
  return candidates.filter((it) => weights.get(it) === least);
}

/** The first constraint of the task, or of its definition, that an instance does not meet. */
export function constraintBroken(
  state: RegionState,
  instance: ContainerInstance,
  request: Pick<PlacementRequest, "cluster" | "group" | "definition" | "constraints">,
): Lack | undefined {
  const ofDefinition = (request.definition.echo.placementConstraints ?? []) as PlacementConstraint[];
  for (const { type, expression = "" } of [...(request.constraints ?? []), ...ofDefinition]) {
    if (type === "distinctInstance" && tasksOfGroup(state, request, instance).length > 0) return LACKS.distinctInstance;
    if (type === "memberOf" && !meets(state, instance, expression)) return LACKS.memberOf;
  }
  return undefined;
}

/** Services check an expression before it is kept; one of a world of before that is none is met by no instance. */
function meets(state: RegionState, instance: ContainerInstance, expression: string): boolean {
  try {
    return parseQuery(expression)(state, instance);
  } catch (error) {
    if (error instanceof QueryProblem) return false;
    throw error;
  }
}

/** Instances on which tasks may be placed: those that drain take no new ones. */
export const usableInstances = (state: RegionState, cluster: string): ContainerInstance[] =>
  Object.values(state.ecs.containerInstances).filter(
    (it) => it.cluster === cluster && it.status === "ACTIVE" && it.agentConnected,
  );

/** Whether a task runs on an instance that drains: its service replaces it elsewhere (API_UpdateContainerInstancesState). */
export const isOnDrainingInstance = (state: RegionState, task: Task): boolean =>
  task.containerInstance !== undefined && state.ecs.containerInstances[task.containerInstance]?.status === "DRAINING";

const tasksOfGroup = (
  state: RegionState,
  { cluster, group }: Pick<PlacementRequest, "cluster" | "group">,
  { id }: ContainerInstance,
): Task[] =>
  Object.values(state.ecs.tasks).filter(
    (it) =>
      it.group === group && it.cluster === cluster && it.containerInstance === id && it.desiredStatus === "RUNNING",
  );

/** What a container instance lacks for one more task; undefined when it fits. */
export function lackOf(
  state: RegionState,
  instance: ContainerInstance,
  { definition, size = definition }: Pick<PlacementRequest, "definition" | "size">,
): Lack | undefined {
  const free = freeResources(state, instance);
  if (size.cpuUnits > free.cpu) return LACKS.cpu;
  if (size.memoryMiB > free.memoryMiB) return LACKS.memory;
  if (portsOf(definition).some((port) => free.usedPorts.has(port))) return LACKS.ports;
  return hasRoomForInterface(state, instance, definition) ? undefined : LACKS.interfaces;
}
