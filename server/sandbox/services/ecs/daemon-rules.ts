import type { CreateServiceRequest, UpdateServiceRequest } from "@aws-sdk/client-ecs";
import { InvalidParameterException } from "./errors.ts";

type DaemonRequest = Pick<
  CreateServiceRequest & UpdateServiceRequest,
  "desiredCount" | "placementStrategy" | "deploymentConfiguration" | "availabilityZoneRebalancing"
>;

/**
 * Refuses what a service with the DAEMON scheduling strategy cannot have, on creation and on update. AWS: the last three sentences as
 * badmintoncryer/cdk-preflight quotes them.
 */
export function checkDaemon(input: DaemonRequest): void {
  if (input.desiredCount !== undefined) {
    throw new InvalidParameterException(
      "The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again",
    );
  }
  if (input.placementStrategy?.length)
    throw new InvalidParameterException("The daemon scheduling strategy does not support placement strategies.");
  if ((input.deploymentConfiguration?.maximumPercent ?? 100) > 100) {
    throw new InvalidParameterException(
      "The daemon scheduling strategy does not support values above 100 for maximumPercent.",
    );
  }
  if (input.availabilityZoneRebalancing === "ENABLED")
    throw new InvalidParameterException("Availability Zone Rebalancing does not support DAEMON services.");
}
