import type { StopServiceDeploymentRequest, StopServiceDeploymentResponse } from "@aws-sdk/client-ecs";
import { rollbackTarget } from "../../simulation/index.ts";
import { operation } from "../operation.ts";
import { ConflictException, InvalidParameterException, ServiceDeploymentNotFoundException } from "./errors.ts";
import { mustBeOneOf } from "./refusals.ts";
import { findDeployment, statusOf } from "./service-deployments.ts";

const SECOND = 1_000;

/**
 * Asks for the rollback of a deployment that is not complete yet: it is ROLLBACK_REQUESTED, a second later ROLLBACK_IN_PROGRESS. AWS: also where no
 * rollback is configured; asking again is accepted (amazon-ecs-developer-guide, stop-service-deployment). The sentences are ours.
 */
export const StopServiceDeployment = operation<StopServiceDeploymentRequest, StopServiceDeploymentResponse>({
  run({ world, state, caller, input, changes }) {
    const { serviceDeploymentArn = "", stopType = "ROLLBACK" } = input;
    mustBeOneOf("stopType", stopType, ["ABORT", "ROLLBACK"]);
    // AWS: "The valid values are ROLLBACK" (API_StopServiceDeployment), though the model has ABORT too.
    if (stopType === "ABORT")
      throw new InvalidParameterException("A service deployment can be stopped by ROLLBACK only.");
    const { service, deployment } = findDeployment(state, caller, serviceDeploymentArn);
    if (!deployment) throw new ServiceDeploymentNotFoundException("Service deployment not found.");
    const status = statusOf(service, deployment);
    if (status === "ROLLBACK_REQUESTED" || status === "ROLLBACK_IN_PROGRESS") return { serviceDeploymentArn };
    if (status !== "IN_PROGRESS")
      throw new ConflictException(`The service deployment is ${status} and cannot be stopped.`, [serviceDeploymentArn]);
    if (!rollbackTarget(service, deployment)) {
      throw new ConflictException("There is no completed deployment of the service to roll back to.", [
        serviceDeploymentArn,
      ]);
    }
    deployment.rollbackRequestedAt = world.now;
    service.scheduler.rollbackAt = world.now + SECOND;
    changes.push({
      topic: "service",
      at: world.now,
      region: state.name,
      resource: `${service.cluster}/${service.name}`,
      what: `rollback of deployment ${deployment.id} requested`,
      cause: "call StopServiceDeployment",
    });
    return { serviceDeploymentArn };
  },
});
