import type {
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  TargetDescription,
  TargetHealth,
  TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Target, TargetGroup } from "../../world/elb.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { TargetGroupNotFoundException } from "./errors.ts";

/** All targets of a group, or those asked for: one that is not registered is `unused`, not an error. */
export const DescribeTargetHealth = operation<DescribeTargetHealthInput, DescribeTargetHealthOutput>({
  reads: true,
  run({ state, input }) {
    const group = entry(state.elb.targetGroups, input.TargetGroupArn!);
    if (!group) throw new TargetGroupNotFoundException();
    const targets = Object.values(group.targets);
    const asked = input.Targets?.length ? input.Targets : undefined;
    return {
      TargetHealthDescriptions: asked
        ? asked.flatMap((wanted) => askedTarget(group, targets, wanted))
        : targets.map((target) => description(group, target)),
    };
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

function description(group: TargetGroup, target: Target): TargetHealthDescription {
  return {
    Target: { Id: target.id, Port: target.port, AvailabilityZone: target.availabilityZone },
    HealthCheckPort: String(target.port),
    TargetHealth: health(group, target),
  };
}

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
      return { State: "unhealthy", Reason: "Target.FailedHealthChecks" };
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
