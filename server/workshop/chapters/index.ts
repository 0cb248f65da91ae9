import { labRequestsOther, labRequestsPolicy, labRequestsScaledOut } from "../labs/requests-per-target.ts";
import {
  labScheduledActions,
  labScheduledEnded,
  labScheduledRan,
  labScheduledSaturday,
} from "../labs/scheduled-scaling.ts";
import { labAllIn, labAnyOut, labOneWay, labTwoPolicies } from "../labs/several-policies.ts";
import { labStepPolicies, labStepScaledIn, labStepScaledOut, labStepTwoAtOnce } from "../labs/step-scaling.ts";
import { labCodeAgain, labCodeConfigured } from "../labs/the-same-as-code.ts";
import * as why from "../labs/why-did-it-not-scale.ts";
import type { Step } from "../step.ts";
import { anotherService, cleanUpAnother, growWithoutLoad, secondService } from "./another-service.ts";
import {
  numberOfTasks,
  openTheWizard,
  scalingPolicy,
  seeTheConfiguration,
} from "./configuring-service-auto-scaling.ts";
import { alarmHigh, anotherLoad, sendLoad } from "./generating-load.ts";
import { readOverview } from "./overview.ts";
import { cleanUp, loadStopped, scaledIn } from "./scaling-in-and-cleaning-up.ts";
import { readTheEvents, scaledOut } from "./scaling-your-environment.ts";

/** A chapter's steps. A lab is a chapter beside the workshop's order, with an account of its own. */
export type ChapterSteps = {
  slug: string;
  steps: Step[];
  /** The one of them that a reader does alone, with other names and numbers. */
  alone?: Step;
  /** Those whose state the next chapter begins with. */
  leaves?: Step[];
  lab?: true;
};

/** The purpose of the account in which a chapter's steps are done. */
export const purposeOf = ({ slug, lab }: { slug: string; lab?: boolean | undefined }): string =>
  lab ? `lab:${slug}` : "workshop";

/** The steps of every chapter, in the order of the workshop, then the labs. */
export const chapters: ChapterSteps[] = [
  { slug: "overview", steps: [readOverview, secondService], alone: secondService },
  {
    slug: "configuring-service-auto-scaling",
    steps: [openTheWizard, numberOfTasks, scalingPolicy, seeTheConfiguration, anotherService],
    alone: anotherService,
    leaves: [numberOfTasks, scalingPolicy],
  },
  { slug: "generating-load", steps: [sendLoad, alarmHigh, anotherLoad], alone: anotherLoad, leaves: [alarmHigh] },
  {
    slug: "scaling-your-environment",
    steps: [scaledOut, readTheEvents, growWithoutLoad],
    alone: growWithoutLoad,
    leaves: [scaledOut],
  },
  {
    slug: "scaling-in-and-cleaning-up",
    steps: [loadStopped, scaledIn, cleanUp, cleanUpAnother],
    alone: cleanUpAnother,
    leaves: [cleanUp],
  },
  {
    slug: "step-scaling",
    lab: true,
    steps: [labStepPolicies, labStepScaledOut, labStepScaledIn, labStepTwoAtOnce],
    alone: labStepTwoAtOnce,
  },
  {
    slug: "scheduled-scaling",
    lab: true,
    steps: [labScheduledActions, labScheduledRan, labScheduledEnded, labScheduledSaturday],
    alone: labScheduledSaturday,
  },
  {
    slug: "requests-per-target",
    lab: true,
    steps: [labRequestsPolicy, labRequestsScaledOut, labRequestsOther],
    alone: labRequestsOther,
  },
  { slug: "several-policies", lab: true, steps: [labTwoPolicies, labAnyOut, labAllIn, labOneWay], alone: labOneWay },
  { slug: "why-full-load", lab: true, steps: [why.whyFullLoad] },
  { slug: "why-two-of-five", lab: true, steps: [why.whyTwoOfFive] },
  { slug: "why-no-users", lab: true, steps: [why.whyNoUsers] },
  { slug: "why-no-alarm", lab: true, steps: [why.whyNoAlarm] },
  { slug: "why-stuck-at-two", lab: true, steps: [why.whyStuckAtTwo] },
  { slug: "why-errors", lab: true, steps: [why.whyErrors] },
  { slug: "the-same-as-code", lab: true, steps: [labCodeConfigured, labCodeAgain] },
];
