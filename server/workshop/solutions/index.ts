import { anotherService, cleanUpAnother, growWithoutLoad, secondService } from "./another-service.ts";
import { numberOfTasks, scalingPolicy, seeTheConfiguration } from "./configuring-service-auto-scaling.ts";
import {
  labScheduledActions,
  labScheduledEnded,
  labScheduledRan,
  labStepPolicies,
  labStepScaledIn,
  labStepScaledOut,
} from "./labs.ts";
import { labOneWay, labRequestsOther, labScheduledSaturday, labStepTwoAtOnce } from "./labs-alone.ts";
import { labAllIn, labAnyOut, labRequestsPolicy, labRequestsScaledOut, labTwoPolicies } from "./several-policies.ts";
import type { Solution } from "./solution.ts";
import { labCodeAgain, labCodeConfigured } from "./the-same-as-code.ts";
import { alarmHigh, anotherLoad, cleanUp, loadStopped, scaledIn, scaledOut, sendLoad } from "./under-load.ts";
import * as why from "./why-did-it-not-scale.ts";

/** The solution of every step that is checked, by the step's id. */
export const solutions: Record<string, Solution> = {
  "second-service": secondService,
  "number-of-tasks": numberOfTasks,
  "scaling-policy": scalingPolicy,
  "see-the-configuration": seeTheConfiguration,
  "another-service": anotherService,
  "send-load": sendLoad,
  "alarm-high": alarmHigh,
  "another-load": anotherLoad,
  "scaled-out": scaledOut,
  "grow-without-load": growWithoutLoad,
  "load-stopped": loadStopped,
  "scaled-in": scaledIn,
  "clean-up": cleanUp,
  "clean-up-another": cleanUpAnother,
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
  "lab-code-configured": labCodeConfigured,
  "lab-code-again": labCodeAgain,
  "lab-step-two-at-once": labStepTwoAtOnce,
  "lab-scheduled-saturday": labScheduledSaturday,
  "lab-requests-other": labRequestsOther,
  "lab-one-way": labOneWay,
  "why-full-load": why.whyFullLoad,
  "why-two-of-five": why.whyTwoOfFive,
  "why-no-users": why.whyNoUsers,
  "why-no-alarm": why.whyNoAlarm,
  "why-stuck-at-two": why.whyStuckAtTwo,
  "why-errors": why.whyErrors,
};
