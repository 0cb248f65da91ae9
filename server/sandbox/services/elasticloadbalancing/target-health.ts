import type {
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  TargetDescription,
  TargetHealth,
  TargetHealthDescription,
  TargetHealthReasonEnum,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Target, TargetGroup } from "../../world/elb.ts";
import { oneOf } from "../constraints.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { refuseMembers, TargetGroupNotFoundException } from "./errors.ts";

/** All targets of a group, or those asked for: one that is not registered is `unused`, not an error. */
export const DescribeTargetHealth = operation<DescribeTargetHealthInput, DescribeTargetHealthOutput>({
  reads: true,
  accepts: { "Include.member": oneOf(["AnomalyDetection", "All"]) },
  run({ state, input }) {
    for (const target of input.Targets ?? []) refuseMembers(target, ["QuicServerId"], "Targets.");
    const group = entry(state.elb.targetGroups, input.TargetGroupArn!);
    if (!group) throw new TargetGroupNotFoundException();
    const targets = Object.values(group.targets);
    const asked = input.Targets?.length ? input.Targets : undefined;
    const found = asked
      ? asked.flatMap((wanted) => askedTarget(group, targets, wanted))
      : targets.map((target) => description(group, target));
    return { TargetHealthDescriptions: input.Include?.length ? found.map(withAnomalies) : found };
  },
});

/** AWS: without a port, an instance's every registered port answers; without any, it is not registered on the group's port. */
function askedTarget(
  group: TargetGroup,
  targets: Target[],
  { Id, Port }: TargetDescription,
): TargetHealthDescription[] {
  const found = targets.filter(({ id, port }) => id === Id && (Port === undefined || port === Port));
  if (found.length) return found.map((target) => description(group, target));
  const port = Port ?? group.port;
  return [
    {
      Target: { Id, Port: port },
      HealthCheckPort: String(port),
      TargetHealth: {
        State: "unused",
        Reason: "Target.NotRegistered",
        Description: "Target is not registered to the target group",
      },
    },
  ];
}

/** AWS: the zone of an address is told, that of an instance is not. Nothing here takes traffic away from a target. */
function description(group: TargetGroup, target: Target): TargetHealthDescription {
  const zone = group.targetType === "ip" ? { AvailabilityZone: target.availabilityZone } : {};
  return {
    Target: { Id: target.id, Port: target.port, ...zone },
    HealthCheckPort: String(target.port),
    TargetHealth: health(group, target),
    AdministrativeOverride: {
      State: "no_override",
      Reason: "AdministrativeOverride.NoOverride",
      Description: "No override is currently active on target",
    },
  };
}

/** Both values of `Include` ask for this alone (API_DescribeTargetHealth). Simplified: no target of the sandbox is an outlier. */
const withAnomalies = (it: TargetHealthDescription): TargetHealthDescription => ({
  ...it,
  AnomalyDetection: { Result: "normal", MitigationInEffect: "no" },
});

/** States, reasons and descriptions of API_TargetHealth; a healthy target has neither reason nor description. */
function health(group: TargetGroup, target: Target): TargetHealth {
  if (target.state === "draining") {
    return {
      State: "draining",
      Reason: "Target.DeregistrationInProgress",
      Description: "Target deregistration is in progress",
    };
  }
  if (!group.loadBalancerArns.length) {
    return {
      State: "unused",
      Reason: "Target.NotInUse",
      Description: "Target group is not configured to receive traffic from the load balancer",
    };
  }
  switch (target.state) {
    case "healthy":
      return { State: "healthy" };
    case "unhealthy":
      return {
        State: "unhealthy",
        Reason: (target.failure?.reason ?? "Target.FailedHealthChecks") as TargetHealthReasonEnum,
        Description: target.failure?.description ?? "Health checks failed",
      };
    case "initial":
      return target.next?.state === "initial"
        ? { State: "initial", Reason: "Elb.RegistrationInProgress", Description: "Target registration is in progress" }
        : {
            State: "initial",
            Reason: "Elb.InitialHealthChecking",
            Description: "Initial health checks in progress",
          };
  }
}
