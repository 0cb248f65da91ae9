/* What the console panel reads and does, through the participant's account and nothing else. */
export { clustersView, clusterView } from "./console/clusters.ts";
export { heldBy } from "./console/held.ts";
export { planOf } from "./console/plan.ts";
export { serviceView } from "./console/services.ts";
export { carryOut } from "./console/update.ts";
