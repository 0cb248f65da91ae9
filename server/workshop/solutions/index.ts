import { numberOfTasks, scalingPolicy, seeTheConfiguration } from "./configuring-service-auto-scaling.ts";
import {
  labScheduledActions,
  labScheduledEnded,
  labScheduledRan,
  labStepPolicies,
  labStepScaledIn,
  labStepScaledOut,
} from "./labs.ts";
import { labAllIn, labAnyOut, labRequestsPolicy, labRequestsScaledOut, labTwoPolicies } from "./several-policies.ts";
import type { Solution } from "./solution.ts";
import { alarmHigh, cleanUp, loadStopped, scaledIn, scaledOut, sendLoad } from "./under-load.ts";

/** The solution of every step that is checked, by the step's id. */
export const solutions: Record<string, Solution> = {
  "number-of-tasks": numberOfTasks,
  "scaling-policy": scalingPolicy,
  "see-the-configuration": seeTheConfiguration,
  "send-load": sendLoad,
  "alarm-high": alarmHigh,
  "scaled-out": scaledOut,
  "load-stopped": loadStopped,
  "scaled-in": scaledIn,
  "clean-up": cleanUp,
  "lab-step-policies": labStepPolicies,
  "lab-step-scaled-out": labStepScaledOut,
  "lab-step-scaled-in": labStepScaledIn,
  "lab-scheduled-actions": labScheduledActions,
  "lab-scheduled-ran": labScheduledRan,
  "lab-scheduled-ended": labScheduledEnded,
  "lab-requests-policy": labRequestsPolicy,
  "lab-requests-scaled-out": labRequestsScaledOut,
  "lab-two-policies": labTwoPolicies,
  "lab-any-out": labAnyOut,
  "lab-all-in": labAllIn,
};
