import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { awsOver } from "./command.ts";

/* What jmespath.py 1.0.1, which the AWS CLI 2.9.19 uses, made of expressions: a value as JSON, or the name of an error and its message. */
const { document, expressions } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "../recorded/jmespath.py-1.0.1.json"), "utf8"),
) as { document: string; expressions: [expression: string, result: string][] };

const nothing = { accountId: "123456789012", region: "us-east-1", now: async () => 0, sleep: async () => {} };

/** The document stands in the expression itself: a call's answer has one form only. */
const over = (expression: string) => `\`${document}\` | ${expression}`;

test("an expression gives what jmespath.py gives, numbers and errors included", async () => {
  const { aws } = await awsOver({ ...nothing, call: async () => ({ output: {} }) });
  const values = expressions.filter(([, result]) => !/^\w+Error: /.test(result));

  const ours: [string, string][] = [];
  for (const [expression] of values) {
    const { out } = await aws("sts", "get-caller-identity", "--output", "json", "--query", over(expression));
    ours.push([expression, onOneLine(out)]);
  }

  expect(values.length).toBeGreaterThan(80);
  expect(ours).toEqual(values.map(([expression, result]) => [expression, result === "{}" ? "" : result]));
});

test("what is no expression is refused with its place, what cannot be run with its reason", async () => {
  const { aws } = await awsOver({ ...nothing, call: async () => ({ output: {} }) });
  const refused = expressions.filter(([, result]) => /^\w+Error: /.test(result));

  const ours: [string, string][] = [];
  for (const [expression, result] of refused) {
    const compiled = /^(Parse|Lexer|IncompleteExpression)Error: /.test(result);
    const query = compiled ? expression : over(expression);
    const { err } = await aws("sts", "get-caller-identity", "--output", "json", "--query", query);
    ours.push([expression, err.trimStart().replace(`Bad value for --query ${query}: `, "").replace(/\n$/, "")]);
  }

  expect(refused.length).toBeGreaterThan(80);
  expect(ours).toEqual(refused.map(([expression, result]) => [expression, result.replace(/^\w+Error: /, "")]));
});

/** Python's one-line JSON of the CLI's indented one. */
const onOneLine = (text: string) =>
  text
    .trimEnd()
    .replace(/\n\s*/g, (it, at: number) =>
      /[[{]/.test(text[at - 1]!) || /[\]}]/.test(text[at + it.length]!) ? "" : " ",
    );
