import type { ServiceModel } from "./model.ts";
import { kebab } from "./names.ts";

type State = "success" | "failure" | "retry";

/** What an answer is held against: a value found by JMESPath, an error's code, or that there is no error. */
export type Acceptor = { state: State } & (
  | { matcher: "path" | "pathAll" | "pathAny"; argument: string; expected: string | boolean }
  | { matcher: "error"; expected: string }
  | { matcher: "status"; expected: 200 }
);

export type Waiter = {
  name: string;
  operation: string;
  /** Seconds of account time between two calls. */
  delay: number;
  attempts: number;
  acceptors: Acceptor[];
};

const any = (state: State, argument: string, expected: string): Acceptor => ({
  state,
  matcher: "pathAny",
  argument,
  expected,
});
const all = (state: State, argument: string, expected: string): Acceptor => ({
  state,
  matcher: "pathAll",
  argument,
  expected,
});
const path = (state: State, argument: string, expected: string | boolean): Acceptor => ({
  state,
  matcher: "path",
  argument,
  expected,
});
const error = (state: State, expected: string): Acceptor => ({ state, matcher: "error", expected });
const answered: Acceptor = { state: "success", matcher: "status", expected: 200 };

const missing = any("failure", "failures[].reason", "MISSING");
const health = "TargetHealthDescriptions[].TargetHealth.State";
const balancerState = "LoadBalancers[].State.Code";
const daemonDeployment = "daemonDeployments[].status";
const definition = "daemonTaskDefinition.status";

/** AWS's waiters of the covered services: name, operation, delay, attempts, acceptors (waiters-2.json of botocore 1.43.11). */
const WAITERS: Record<string, [string, string, number, number, Acceptor[]][]> = {
  cloudwatch: [
    ["AlarmExists", "DescribeAlarms", 5, 40, [path("success", "length(MetricAlarms[]) > `0`", true)]],
    ["AlarmMuteRuleExists", "GetAlarmMuteRule", 5, 40, [answered, error("retry", "ResourceNotFoundException")]],
    ["CompositeAlarmExists", "DescribeAlarms", 5, 40, [path("success", "length(CompositeAlarms[]) > `0`", true)]],
  ],
  ecs: [
    [
      ...(["DaemonActive", "DescribeDaemon", 15, 8] as const),
      [path("success", "daemon.status", "ACTIVE"), path("failure", "daemon.status", "DELETE_IN_PROGRESS")],
    ],
    [
      ...(["DaemonDeploymentStopped", "DescribeDaemonDeployments", 15, 8] as const),
      [all("success", daemonDeployment, "STOPPED"), missing],
    ],
    [
      ...(["DaemonDeploymentSuccessful", "DescribeDaemonDeployments", 15, 8] as const),
      [
        all("success", daemonDeployment, "SUCCESSFUL"),
        any("failure", daemonDeployment, "STOPPED"),
        any("failure", daemonDeployment, "ROLLBACK_FAILED"),
        any("failure", daemonDeployment, "ROLLBACK_SUCCESSFUL"),
        missing,
      ],
    ],
    [
      ...(["DaemonTaskDefinitionActive", "DescribeDaemonTaskDefinition", 15, 8] as const),
      [
        path("success", definition, "ACTIVE"),
        path("failure", definition, "DELETE_IN_PROGRESS"),
        path("failure", definition, "DELETED"),
      ],
    ],
    ["DaemonTaskDefinitionDeleted", "DescribeDaemonTaskDefinition", 15, 8, [path("success", definition, "DELETED")]],
    ["ServicesInactive", "DescribeServices", 15, 40, [missing, any("success", "services[].status", "INACTIVE")]],
    [
      ...(["ServicesStable", "DescribeServices", 15, 40] as const),
      [
        missing,
        any("failure", "services[].status", "DRAINING"),
        any("failure", "services[].status", "INACTIVE"),
        path(
          "success",
          "length(services[?!(length(deployments) == `1` && runningCount == desiredCount)]) == `0`",
          true,
        ),
      ],
    ],
    [
      ...(["TasksRunning", "DescribeTasks", 6, 100] as const),
      [any("failure", "tasks[].lastStatus", "STOPPED"), missing, all("success", "tasks[].lastStatus", "RUNNING")],
    ],
    ["TasksStopped", "DescribeTasks", 6, 100, [all("success", "tasks[].lastStatus", "STOPPED")]],
  ],
  elbv2: [
    [
      ...(["LoadBalancerAvailable", "DescribeLoadBalancers", 15, 40] as const),
      [
        all("success", balancerState, "active"),
        any("retry", balancerState, "provisioning"),
        error("retry", "LoadBalancerNotFound"),
      ],
    ],
    ["LoadBalancerExists", "DescribeLoadBalancers", 15, 40, [answered, error("retry", "LoadBalancerNotFound")]],
    [
      ...(["LoadBalancersDeleted", "DescribeLoadBalancers", 15, 40] as const),
      [all("retry", balancerState, "active"), error("success", "LoadBalancerNotFound")],
    ],
    [
      ...(["TargetDeregistered", "DescribeTargetHealth", 15, 40] as const),
      [error("success", "InvalidTarget"), all("success", health, "unused")],
    ],
    [
      ...(["TargetInService", "DescribeTargetHealth", 15, 40] as const),
      [all("success", health, "healthy"), error("retry", "InvalidInstance")],
    ],
  ],
  iam: [
    ["InstanceProfileExists", "GetInstanceProfile", 1, 40, [answered, error("retry", "NoSuchEntity")]],
    ["PolicyExists", "GetPolicy", 1, 20, [answered, error("retry", "NoSuchEntity")]],
    ["RoleExists", "GetRole", 1, 20, [answered, error("retry", "NoSuchEntity")]],
    ["UserExists", "GetUser", 1, 20, [answered, error("retry", "NoSuchEntity")]],
  ],
};

/** A service's waiters by the CLI's name, in alphabetical order: those whose operation the model has. */
export function waitersOf(service: ServiceModel): Map<string, Waiter> {
  const own = (WAITERS[service.service] ?? []).filter(([, operation]) => Object.hasOwn(service.operations, operation));
  return new Map(
    own.map(([name, operation, delay, attempts, acceptors]) => [
      kebab(name),
      { name, operation, delay, attempts, acceptors },
    ]),
  );
}
