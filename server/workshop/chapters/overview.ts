import { readStep } from "../step.ts";

export const readOverview = readStep("read-overview");
