import { useAccountState } from "../../client/use-account.ts";

export type ClusterTab = "services" | "tasks" | "instances" | "metrics";
/** Which tasks the tab *Tasks* lists: those that shall run, or those that shall not any more. */
export type TaskStatus = "RUNNING" | "STOPPED";
export type ServiceTab = "details" | "tasks" | "events" | "auto-scaling" | "deployments" | "metrics";

/** The screen that is shown. It is plain data, kept for the session, so that a reload or another chapter finds it again. */
export type Where =
  | { screen: "clusters" }
  | { screen: "cluster"; cluster: string; tab: ClusterTab; tasks?: TaskStatus }
  | { screen: "service"; cluster: string; service: string; tab: ServiceTab; tasks?: TaskStatus }
  | { screen: "update"; cluster: string; service: string; step: 1 | 2 | 3 | 4 | 5 };

export type Go = (to: Where) => void;

/** The screen and a function that goes to another. */
export function useWhere(): [Where, Go] {
  return useAccountState<Where>("console.where", { screen: "clusters" });
}

/** The addresses of the screens' data. */
export const clusterPath = (cluster: string) => `/api/console/clusters/${encodeURIComponent(cluster)}`;
export const servicePath = (cluster: string, service: string) =>
  `${clusterPath(cluster)}/services/${encodeURIComponent(service)}`;

/** What of a screen is asked for. */
export const tabQuery = ({ tab, tasks }: { tab: string; tasks?: TaskStatus }) =>
  tab === "tasks" && tasks ? `?tab=tasks&tasks=${tasks}` : `?tab=${tab}`;
