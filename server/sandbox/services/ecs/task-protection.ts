import type {
  GetTaskProtectionRequest,
  GetTaskProtectionResponse,
  ProtectedTask,
  UpdateTaskProtectionRequest,
  UpdateTaskProtectionResponse,
} from "@aws-sdk/client-ecs";
import { isBlockedByProtection } from "../../simulation/index.ts";
import type { Task } from "../../world/ecs.ts";
import type { Millis, RegionState, World } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { type Caller, operation } from "../operation.ts";
import { InvalidParameterException } from "./errors.ts";
import { activeCluster, arnOf, idInCluster, missing } from "./identifiers.ts";

const MINUTE = 60_000;
/** AWS: minutes of protection where nothing is said, and the most (API_UpdateTaskProtection). */
const EXPIRES_BY_DEFAULT = 120;
const EXPIRES_MAX = 2_880;
/** AWS: tasks of one call (API_UpdateTaskProtection, API_GetTaskProtection). */
const UPDATED_MAX = 10;
const READ_MAX = 100;

/** Protects tasks of a service from scale-in and deployments, or ends their protection. Sentences about lengths are ours. */
export const UpdateTaskProtection = operation<UpdateTaskProtectionRequest, UpdateTaskProtectionResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const { expiresInMinutes = EXPIRES_BY_DEFAULT } = input;
    if (expiresInMinutes < 1 || expiresInMinutes > EXPIRES_MAX)
      throw new InvalidParameterException(`expiresInMinutes must be between 1 and ${EXPIRES_MAX}.`);
    const { tasks: found, failures } = findTasks(state, caller, cluster, input.tasks!, UPDATED_MAX);
    const tasks = found.filter((it) => !input.protectionEnabled || !isBlocked(world, state, it));
    for (const it of found) if (!tasks.includes(it)) failures.push({ arn: it.arn, reason: "DEPLOYMENT_BLOCKED" });
    for (const task of tasks) {
      const until = input.protectionEnabled ? world.now + expiresInMinutes * MINUTE : undefined;
      if (until === task.protectedUntil) continue;
      if (until === undefined) delete task.protectedUntil;
      else task.protectedUntil = until;
      const what = until === undefined ? "protection ended" : `protected for ${expiresInMinutes} minutes`;
      changes.push({
        topic: "tasks",
        at: world.now,
        region: state.name,
        resource: task.arn,
        what,
        cause: "call UpdateTaskProtection",
      });
    }
    return { protectedTasks: tasks.map((it) => answer(it, world.now)), failures };
  },
});

/** How tasks of a service are protected; all protected ones of the cluster where none is named. */
export const GetTaskProtection = operation<GetTaskProtectionRequest, GetTaskProtectionResponse>({
  reads: true,
  run({ world, state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    if (!input.tasks?.length) {
      const found = Object.values(state.ecs.tasks).filter((it) => it.cluster === cluster && isProtected(it, world.now));
      return { protectedTasks: found.map((it) => answer(it, world.now)), failures: [] };
    }
    const { tasks, failures } = findTasks(state, caller, cluster, input.tasks, READ_MAX);
    return { protectedTasks: tasks.map((it) => answer(it, world.now)), failures };
  },
});

/** AWS: tasks without a service, and stopped ones, are no valid tasks here (amazon-ecs-developer-guide, api_failures_messages). */
function findTasks(state: RegionState, caller: Caller, cluster: string, asked: string[], most: number) {
  if (asked.length === 0) throw new InvalidParameterException("Tasks cannot be empty.");
  if (asked.length > most) throw new InvalidParameterException(`tasks can have at most ${most} entries.`);
  const tasks: Task[] = [];
  const failures = [];
  for (const id of new Set(asked.map((it) => idInCluster(caller, cluster, it, "task")))) {
    const task = entry(state.ecs.tasks, id);
    if (task?.cluster !== cluster) failures.push(missing(arnOf(caller, "task", `${cluster}/${id}`)));
    else if (!task.service || task.desiredStatus === "STOPPED")
      failures.push({ arn: task.arn, reason: "TASK_NOT_VALID" });
    else tasks.push(task);
  }
  return { tasks, failures };
}

function isBlocked(world: World, state: RegionState, task: Task): boolean {
  const service = entry(state.ecs.services, `${task.cluster}/${task.service}`);
  return service !== undefined && isBlockedByProtection(world, state, service);
}

const isProtected = (task: Task, now: Millis) => task.protectedUntil !== undefined && task.protectedUntil > now;

const answer = (task: Task, now: Millis): ProtectedTask => ({
  taskArn: task.arn,
  protectionEnabled: isProtected(task, now),
  ...(isProtected(task, now) && { expirationDate: new Date(task.protectedUntil!) }),
});
