import type {
  DescribeTasksRequest,
  DescribeTasksResponse,
  ListTasksRequest,
  ListTasksResponse,
  StopTaskRequest,
  StopTaskResponse,
} from "@aws-sdk/client-ecs";
import { stopTask } from "../../simulation/index.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { InvalidParameterException, ServiceNotFoundException } from "./errors.ts";
import { activeCluster, arnOf, findService, idInCluster, missing } from "./identifiers.ts";
import { checkLaunchType } from "./launch-rules.ts";
import { invalidToken, pageSize } from "./list-page.ts";
import { mustAllBeOneOf, mustBeOneOf, refuseMembers } from "./refusals.ts";
import { taskAnswer } from "./task-answer.ts";

/** AWS: tasks of one DescribeTasks (API_DescribeTasks); the sentence for more is ours. */
const DESCRIBED_MAX = 100;

/** Describes tasks in any status; a STOPPED one for about an hour. */
export const DescribeTasks = operation<DescribeTasksRequest, DescribeTasksResponse>({
  reads: true,
  run({ state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const asked = input.tasks!;
    if (asked.length === 0) throw new InvalidParameterException("Tasks cannot be empty.");
    if (asked.length > DESCRIBED_MAX)
      throw new InvalidParameterException(`tasks can have at most ${DESCRIBED_MAX} entries.`);
    mustAllBeOneOf("include", input.include, ["TAGS"]);
    const withTags = input.include?.includes("TAGS") ?? false;
    const tasks = [];
    const failures = [];
    for (const id of new Set(asked.map((it) => idInCluster(caller, cluster, it, "task")))) {
      const task = entry(state.ecs.tasks, id);
      if (task?.cluster === cluster) tasks.push(taskAnswer(state, caller, task, withTags));
      else failures.push(missing(arnOf(caller, "task", `${cluster}/${id}`)));
    }
    return { tasks, failures };
  },
});

/** ARNs of a cluster's tasks. AWS: those told to run, unless STOPPED is asked for; PENDING finds none (API_ListTasks). */
export const ListTasks = operation<ListTasksRequest, ListTasksResponse>({
  reads: true,
  run({ state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const { desiredStatus = "RUNNING", family, launchType, startedBy, serviceName, containerInstance } = input;
    mustBeOneOf("desiredStatus", desiredStatus, ["RUNNING", "PENDING", "STOPPED"]);
    checkLaunchType(launchType);
    refuseMembers(input, ["daemonName"]);
    const service = serviceName === undefined ? undefined : findService(state, caller, cluster, serviceName);
    if (serviceName !== undefined && !service) throw new ServiceNotFoundException("Service not found.");
    const instance = containerInstance && idInCluster(caller, cluster, containerInstance, "container-instance");
    const found = Object.values(state.ecs.tasks).filter(
      (it) =>
        it.cluster === cluster &&
        it.desiredStatus === desiredStatus &&
        (!family || it.taskDefinition.startsWith(`${family}:`)) &&
        (!launchType || it.launchType === launchType) &&
        (!startedBy || it.startedBy === startedBy) &&
        (!service || it.service === service.name) &&
        (!instance || it.containerInstance === instance),
    );
    const { rows, nextToken } = page(
      found.sort((a, b) => (a.id < b.id ? -1 : 1)),
      (it) => it.id,
      {
        question: ["ListTasks", cluster, desiredStatus, family, launchType, startedBy, service?.name, instance],
        size: pageSize(input.maxResults),
        token: input.nextToken,
        refuse: invalidToken,
      },
    );
    return { taskArns: rows.map((it) => it.arn), nextToken };
  },
});

/** Tells a task to stop; a service starts another in its place. A task already told to stop stays as it is. */
export const StopTask = operation<StopTaskRequest, StopTaskResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const task = entry(state.ecs.tasks, idInCluster(caller, cluster, input.task!, "task"));
    // AWS: the sentence as callers saw it ("when calling the StopTask operation").
    if (task?.cluster !== cluster) throw new InvalidParameterException("The referenced task was not found.");
    const reason = input.reason ?? "Task stopped by user";
    stopTask(world, state, task, { stopCode: "UserInitiated", reason, cause: "call StopTask" }, changes);
    return { task: taskAnswer(state, caller, task, false) };
  },
});
