import type { Step } from "../step.ts";
import {
  numberOfTasks,
  openTheWizard,
  scalingPolicy,
  seeTheConfiguration,
} from "./configuring-service-auto-scaling.ts";
import { alarmHigh, sendLoad } from "./generating-load.ts";
import { readOverview } from "./overview.ts";
import { cleanUp, loadStopped, scaledIn } from "./scaling-in-and-cleaning-up.ts";
import { readTheEvents, scaledOut } from "./scaling-your-environment.ts";

/** The steps of every chapter, in the order of the workshop. */
export const chapters: { slug: string; steps: Step[] }[] = [
  { slug: "overview", steps: [readOverview] },
  {
    slug: "configuring-service-auto-scaling",
    steps: [openTheWizard, numberOfTasks, scalingPolicy, seeTheConfiguration],
  },
  { slug: "generating-load", steps: [sendLoad, alarmHigh] },
  { slug: "scaling-your-environment", steps: [scaledOut, readTheEvents] },
  { slug: "scaling-in-and-cleaning-up", steps: [loadStopped, scaledIn, cleanUp] },
];
