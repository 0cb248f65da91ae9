/* What the console panel reads and does, through the participant's account and nothing else. */
export { clustersView, clusterView } from "./console/clusters.ts";
export { heldBy, planOf } from "./console/plan.ts";
export { serviceView } from "./console/services.ts";
export { carryOut } from "./console/update.ts";
