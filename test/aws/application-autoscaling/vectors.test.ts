import type { ScalingActivity } from "../../../server/sandbox/world/scaling.ts";
import { type Given, testVectors } from "../vectors.ts";

const activity = (n: number): ScalingActivity => ({
  id: `activity-${n}`,
  resourceId: "service/c1/s1",
  description: `Setting desired count to ${n}.`,
  cause: `minimum capacity was set to ${n}`,
  startedAt: Date.UTC(2026, 10, 22) + n * 1000,
  endedAt: Date.UTC(2026, 10, 22) + n * 1000,
  status: "Successful",
});

const known: Given = {
  "57 ordinary activities exist": ({ region }) => {
    region.scaling.activities = Array.from({ length: 57 }, (_, n) => activity(n));
  },
  "service, target and policies deleted after activities": ({ region }) => {
    region.scaling.activities = [activity(1), activity(2)];
  },
};

testVectors("application-autoscaling", known, {
  "aas-037": "StepScaling",
  "aas-048": "StepScaling",
  "aas-063": "StepScaling",
  "aas-064": "StepScaling",
  "aas-066": "StepScaling",
  "aas-070": "PutScheduledAction",
  "aas-072": "PutScheduledAction",
  "aas-073": "PutScheduledAction",
  "aas-075": "PutScheduledAction",
  "aas-076": "PutScheduledAction",
  "aas-077": "PutScheduledAction",
  "aas-078": "PutScheduledAction",
  "aas-082": "PutScheduledAction",
});
