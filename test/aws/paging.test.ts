import { expect, test } from "vitest";
import { page } from "../../server/sandbox/services/paging.ts";

const refuse = () => new Error("not a token of this list");
const list = (rows: string[], token?: string, question = ["List", "cluster"]) =>
  page(rows, (it) => it, { question, size: 2, token, refuse });

test("pages follow each other without gap or repetition, and the last has no token", () => {
  const rows = ["a", "b", "c", "d", "é"];

  const first = list(rows);
  const second = list(rows, first.nextToken);
  const third = list(rows, second.nextToken);

  expect([first.rows, second.rows, third.rows]).toEqual([["a", "b"], ["c", "d"], ["é"]]);
  expect(third.nextToken).toBeUndefined();
});

test("the same question has the same token, and a page that ends with the list has none", () => {
  expect(list(["a", "b", "c"]).nextToken).toBe(list(["a", "b", "x"]).nextToken);
  expect(list(["a", "b"]).nextToken).toBeUndefined();
});

test("what comes and goes between two pages neither repeats nor hides others", () => {
  const { nextToken } = list(["a", "c", "e", "g"]);

  expect(list(["a", "b", "e", "g"], nextToken).rows).toEqual(["e", "g"]);
});

test("a list in falling order goes on downwards", () => {
  const falling = (a: string, b: string) => Number(b) - Number(a);
  const ask = (token?: string) =>
    page(["10", "9", "1"], (it) => it, { question: ["List"], size: 2, token, refuse }, falling);

  expect(ask(ask().nextToken).rows).toEqual(["1"]);
});

test("a token of another list, a changed one and any other text are refused", () => {
  const { nextToken } = list(["a", "b", "c"]);
  const changed = btoa(atob(nextToken!).replace(/b$/, "a"));

  expect(() => list(["a", "b", "c"], nextToken, ["List", "other"])).toThrow("not a token of this list");
  for (const token of [changed, "", "bogus", "Ym9ndXM=", "%%%"])
    expect(() => list(["a", "b", "c"], token), token).toThrow("not a token of this list");
});
