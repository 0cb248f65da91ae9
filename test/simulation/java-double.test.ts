import { expect, test } from "vitest";
import { javaDouble } from "../../server/sandbox/simulation/index.ts";

// Recorded values of alarm reasons and refusals (radkawar/stackd, LocalStack), then the rule of java.lang.Double.toString.
test.each([
  [100, "100.0"],
  [0.0119, "0.0119"],
  [0.0666851903306472, "0.0666851903306472"],
  [20_000, "20000.0"],
  [-1, "-1.0"],
  [0, "0.0"],
  [8.51592e-109, "8.51592E-109"],
  [1.174271e108, "1.174271E108"],
  [0.0005, "5.0E-4"],
  [12_500_000, "1.25E7"],
  [10_000_000, "1.0E7"],
  [Number.NaN, "NaN"],
  [Number.POSITIVE_INFINITY, "Infinity"],
])("%s is printed as %s", (value, text) => {
  expect(javaDouble(value)).toBe(text);
});
