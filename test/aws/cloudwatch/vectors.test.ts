import { writePoint } from "../../../server/sandbox/simulation/datapoints.ts";
import { type Given, testVectors } from "../vectors.ts";

/** The minute that the vectors' time range begins with, in epoch seconds. */
const MINUTE = 1_789_348_080;

const known: Given = {
  "m published with unit Seconds only": publish("m", "Seconds", []),
  "published under {A:one,B:two}: 3 and 5": publish("d", "None", AB()),
  "published under {A:one,B:two} only": publish("d", "None", AB()),
};

function AB() {
  return [
    { name: "A", value: "one" },
    { name: "B", value: "two" },
  ];
}

function publish(name: string, unit: string, dimensions: { name: string; value: string }[]): Given[string] {
  return ({ region }) => {
    const metric = { namespace: "N", name, dimensions, unit, delaySeconds: 0 };
    writePoint(region.cloudwatch, metric, MINUTE, { samples: 2, sum: 8, min: 3, max: 5 });
  };
}

testVectors("cloudwatch", known, {
  "cw-002": "PutMetricAlarm",
  "cw-003": "PutMetricAlarm",
  "cw-005": "PutMetricAlarm",
  "cw-007": "PutMetricAlarm",
  "cw-008": "PutMetricAlarm",
  "cw-011": "PutMetricAlarm",
  "cw-012": "PutMetricAlarm",
  "cw-013": "PutMetricAlarm",
  "cw-018": "PutMetricAlarm",
  "cw-019": "PutMetricAlarm",
  "cw-022": "PutMetricAlarm",
  "cw-023": "PutMetricAlarm",
  "cw-026": "PutCompositeAlarm",
  "cw-029": "PutMetricAlarm",
  "cw-030": "PutMetricAlarm",
  "cw-048": "PutMetricData",
});
