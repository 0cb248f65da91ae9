import { expect, test } from "vitest";
import { awsOverSandbox } from "./command.ts";

const caller = ["sts", "get-caller-identity"];

test("a table spreads its columns over the whole width", async () => {
  const { aws } = await awsOverSandbox();

  expect((await aws(...caller, "--output", "table", "--query", "{Account: Account, Arn: Arn}")).out).toBe(
    `----------------------------------------------------------------
|                       GetCallerIdentity                      |
+---------------+----------------------------------------------+
|    Account    |                     Arn                      |
+---------------+----------------------------------------------+
|  123456789012 |  arn:aws:iam::123456789012:user/participant  |
+---------------+----------------------------------------------+
`,
  );
});

test.each([
  ["text", "123456789012\tarn:aws:iam::123456789012:user/participant\n"],
  ["yaml", "- '123456789012'\n- arn:aws:iam::123456789012:user/participant\n"],
  ["yaml-stream", "- - '123456789012'\n  - arn:aws:iam::123456789012:user/participant\n"],
  ["json", '[\n    "123456789012",\n    "arn:aws:iam::123456789012:user/participant"\n]\n'],
])("a list in %s", async (format, out) => {
  const { aws } = await awsOverSandbox();

  expect(await aws(...caller, "--output", format, "--query", "[Account,Arn]")).toEqual({ code: 0, out, err: "" });
});

test.each([
  ["Account[", 'Invalid jmespath expression: Incomplete expression:\n"Account["\n         ^'],
  [
    "a b",
    'Unexpected token: b: Parse error at column 2, token "b" (UNQUOTED_IDENTIFIER), for expression:\n"a b"\n   ^',
  ],
  ["a%b", "Bad jmespath expression: Unknown token %:\na%b\n ^"],
])("a query %s is refused with its place", async (query, why) => {
  const { aws } = await awsOverSandbox();

  expect(await aws(...caller, "--query", query)).toEqual({
    code: 252,
    out: "",
    err: `\nBad value for --query ${query}: ${why}\n`,
  });
});
