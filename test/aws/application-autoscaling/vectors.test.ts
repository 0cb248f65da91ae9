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

testVectors("application-autoscaling", known, {});
