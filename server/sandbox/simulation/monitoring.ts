import type { DeploymentRevision } from "../world/ecs.ts";

/** AWS: seconds between the points of a service's metrics where it asks for nothing else (API_MonitoringConfiguration). */
const RESOLUTION_SECONDS_DEFAULT = 60;

/** `monitoring` of a service, as its operations have checked it. */
type Monitoring = { metricConfigurations?: { metricNames: string[]; resolutionSeconds: number }[] };

/** Seconds between the points of a metric that the tasks of a deployment publish. */
export function resolutionOf(revision: Pick<DeploymentRevision, "monitoring"> | undefined, metric: string): number {
  const { metricConfigurations = [] } = (revision?.monitoring ?? {}) as Monitoring;
  const found = metricConfigurations.find((it) => it.metricNames.includes(metric));
  return found?.resolutionSeconds ?? RESOLUTION_SECONDS_DEFAULT;
}
