import { limits } from "../../limits.ts";
import type { Service } from "../world/ecs.ts";
import { randomUuid } from "../world/random.ts";
import type { Millis, World } from "../world/world.ts";

/** Writes one event of a service, newest first; the oldest go (AWS: DescribeServices answers up to 100). */
export function addServiceEvent(service: Service, at: Millis, message: string, world: World): void {
  service.events.unshift({ id: randomUuid(world), at, message });
  if (service.events.length > limits.serviceEvents) service.events.length = limits.serviceEvents;
}

/*
 * AWS: the messages word for word, as DescribeServices answers them (amazon-ecs-developer-guide, service-event-messages;
 * radkawar/stackd testdata/aws/ecs/services.json and testdata/aws/applicationautoscaling/scale_in.json). The lines about
 * targets that come and go end without a full stop.
 */

const TROUBLESHOOTING = "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

export const eventText = {
  started: (service: string, tasks: string[]) =>
    `(service ${service}) has started ${tasks.length} tasks: ${list(tasks)}.`,
  stopped: (service: string, tasks: string[]) =>
    `(service ${service}) has stopped ${tasks.length} running tasks: ${list(tasks)}.`,
  stoppedPending: (service: string, count: number) => `(service ${service}) stopped ${count} pending tasks.`,
  registered: (service: string, count: number, targetGroupArn: string) =>
    `(service ${service}) registered ${count} targets in (target-group ${targetGroupArn})`,
  deregistered: (service: string, count: number, targetGroupArn: string) =>
    `(service ${service}) deregistered ${count} targets in (target-group ${targetGroupArn})`,
  draining: (service: string, deployment: string, count: number) =>
    `(service ${service}, taskSet ${deployment}) has begun draining connections on ${count} tasks.`,
  unhealthy: (service: string, port: number, targetGroupArn: string, reason: string) =>
    `(service ${service}) (port ${port}) is unhealthy in (target-group ${targetGroupArn}) due to (reason ${reason}).`,
  deploymentCompleted: (service: string, deployment: string) =>
    `(service ${service}) (deployment ${deployment}) deployment completed.`,
  deploymentFailed: (service: string, deployment: string, reason: string) =>
    `(service ${service}) (deployment ${deployment}) deployment failed: ${reason}.`,
  rollingBack: (service: string, deployment: string) =>
    `(service ${service}) rolling back to deployment ${deployment}.`,
  steady: (service: string) => `(service ${service}) has reached a steady state.`,
  unplaced: (service: string, reason: string) =>
    `(service ${service}) was unable to place a task because no container instance met all of its requirements. ${reason} ${TROUBLESHOOTING}`,
  /** AWS: service-event-messages-list, which prints `task set (taskSet-ID)`. */
  scaleInBlocked: (service: string, deployment: string) =>
    `(service ${service}) was unable to reach steady state because task set (${deployment}) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.`,
  deploymentStuck: (service: string) =>
    `(service ${service}) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.`,
  /** AWS: service-event-messages-list. */
  emptyProvider: (service: string) =>
    `(service ${service}) was unable to reach steady state. Reason: No Container Instances were found in your capacity provider.`,
  overQuota: (service: string) =>
    `(service ${service}) was unable to place a task. Reason: You've reached the limit on the number of vCPUs you can run concurrently.`,
};

const list = (tasks: string[]) => tasks.map((task) => `(task ${task})`).join(" ");
