import { useSessionState } from "../../client/session-state.ts";

export type ClusterTab = "services" | "tasks" | "instances" | "metrics";
export type ServiceTab = "details" | "tasks" | "events" | "auto-scaling" | "deployments" | "metrics";

/** The screen that is shown. It is plain data, kept for the session, so that a reload or another chapter finds it again. */
export type Where =
  | { screen: "clusters" }
  | { screen: "cluster"; cluster: string; tab: ClusterTab }
  | { screen: "service"; cluster: string; service: string; tab: ServiceTab }
  | { screen: "update"; cluster: string; service: string; step: 1 | 2 | 3 | 4 | 5 };

export type Go = (to: Where) => void;

/** The screen and a function that goes to another. */
export function useWhere(): [Where, Go] {
  return useSessionState<Where>("console.where", { screen: "clusters" });
}

/** The address of a screen's data. */
export const clusterPath = (cluster: string) => `/api/console/clusters/${encodeURIComponent(cluster)}`;
export const servicePath = (cluster: string, service: string) =>
  `${clusterPath(cluster)}/services/${encodeURIComponent(service)}`;
