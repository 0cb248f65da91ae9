import { expect, test } from "vitest";
import { all, length, oneOf, pattern, range } from "../../server/sandbox/services/constraints.ts";

test("an enum names its values, as a list or as an object of the SDK", () => {
  expect(oneOf(["OK", "ALARM"])("ok")).toBe("Member must satisfy enum value set: [OK, ALARM]");
  expect(oneOf({ OK: "OK", ALARM: "ALARM" } as const)("x")).toBe("Member must satisfy enum value set: [OK, ALARM]");
  expect(oneOf(["OK", "ALARM"])("OK")).toBeUndefined();
});

test("a length counts characters, entries of a list and of a map, both ends included", () => {
  const rule = length(1, 3);

  expect(["", [], {}].map(rule)).toEqual(Array(3).fill("Member must have length greater than or equal to 1"));
  expect(["abcd", [1, 2, 3, 4]].map(rule)).toEqual(Array(2).fill("Member must have length less than or equal to 3"));
  expect(["a", "abc", [1], { a: 1 }].map(rule)).toEqual(Array(4).fill(undefined));
});

test("a range holds its two ends", () => {
  const rule = range(1, 100);

  expect([0, 1, 100, 101].map(rule)).toEqual([
    "Member must have value greater than or equal to 1",
    undefined,
    undefined,
    "Member must have value less than or equal to 100",
  ]);
});

test("a pattern fits the whole text and is printed as AWS prints it", () => {
  const rule = pattern(/[a-z]+/, "[a-z]+");

  expect(rule("abc")).toBeUndefined();
  expect(rule("abc1")).toBe("Member must satisfy regular expression pattern: [a-z]+");
});

test("an absent value breaks no rule, and of several rules the first broken one speaks", () => {
  expect([oneOf(["A"]), length(1), range(1), pattern(/a/)].map((rule) => rule(undefined))).toEqual(
    Array(4).fill(undefined),
  );
  expect(all(length(1, 2), pattern(/[a-z]*/))("ABC")).toBe("Member must have length less than or equal to 2");
});
