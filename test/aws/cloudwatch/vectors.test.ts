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

testVectors("cloudwatch", known, {});
