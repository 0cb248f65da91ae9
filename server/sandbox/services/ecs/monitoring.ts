import type { MonitoringConfiguration } from "@aws-sdk/client-ecs";
import type { Json } from "../../world/world.ts";
import { InvalidParameterException } from "./errors.ts";
import { asJson } from "./json.ts";

/** AWS: list members (API_MonitoringConfiguration). */
const CONFIGURATIONS_MAX = 5;
const RESOLUTIONS = [20, 60];
const METRICS = ["CPUUtilization", "MemoryUtilization"];

/**
 * How often a service publishes its metrics after a call that gives `monitoring`; undefined where it says no more than the default.
 * A given list replaces the one before. AWS: sentences recorded in testdata/aws/ecs/service_metrics.json.
 */
export function monitoringOf(given: MonitoringConfiguration): Json | undefined {
  const { metricConfigurations = [] } = given;
  if (metricConfigurations.length > CONFIGURATIONS_MAX)
    throw new InvalidParameterException(`monitoring has at most ${CONFIGURATIONS_MAX} metric configurations.`);
  const seen = new Set<string>();
  for (const { metricNames, resolutionSeconds } of metricConfigurations) {
    if (!RESOLUTIONS.includes(resolutionSeconds!))
      throw new InvalidParameterException("Monitoring configuration resolution must be one of [20, 60] seconds.");
    for (const name of metricNames!) {
      if (!METRICS.includes(name))
        throw new InvalidParameterException("Metric name must be one of [CPUUtilization, MemoryUtilization].");
      if (seen.has(name))
        throw new InvalidParameterException("Duplicate metric names are not allowed across monitoring configuration.");
      seen.add(name);
    }
  }
  return metricConfigurations.length > 0 ? asJson({ metricConfigurations }) : undefined;
}

/**
 * The same of an update. AWS answers an empty `monitoring` with ServerException (same recording); a sandbox that fails would only
 * puzzle, so it is refused with a sentence.
 */
export function monitoringAfter(
  given: MonitoringConfiguration | undefined,
  before: Json | undefined,
): Json | undefined {
  if (!given) return before;
  if (!given.metricConfigurations)
    throw new InvalidParameterException("monitoring must have metricConfigurations; an empty list resets it.");
  return monitoringOf(given);
}
