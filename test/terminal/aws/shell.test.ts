import { expect, test } from "vitest";
import { awsOverSandbox } from "./command.ts";

test("help of an operation names its options, their forms and AWS's own page", async () => {
  const { aws } = await awsOverSandbox();

  const { code, out } = await aws("ecs", "tag-resource", "help");

  expect(code).toBe(0);
  expect(out).toBe(`NAME
    tag-resource - calls TagResource of Amazon Elastic Container Service

SYNOPSIS
    aws ecs tag-resource
        --resource-arn <value>
        --tags <value> ...
        [--cli-input-json <value>]
        [--cli-input-yaml <value>]
        [--generate-cli-skeleton [input|output|yaml-input]]
        [global options]

OPTIONS
    --resource-arn (string) [required]

    --tags (list) [required]
        Shorthand syntax:
            key=string,value=string ...
        JSON syntax:
            [{
                "key": "string",
                "value": "string"
            }, ...]


OUTPUT

SEE ALSO
    https://docs.aws.amazon.com/cli/latest/reference/ecs/tag-resource.html
`);
});

test("help lists services, commands and waiters, and every operation has its page", async () => {
  const { aws } = await awsOverSandbox();

  expect((await aws("help")).out).toContain("elbv2                     Elastic Load Balancing\n");
  expect((await aws("ecs", "wait", "help")).out).toContain(
    "services-stable                   DescribeServices every 15",
  );
  for (const service of ["application-autoscaling", "cloudwatch", "ecs", "elbv2", "iam", "sts"]) {
    const { out } = await aws(service, "help");
    const commands = /AVAILABLE COMMANDS\n((?: {4}.*\n)+)/.exec(out)![1]!.trim().split(/\s+/);
    for (const command of commands.filter((it) => it !== "help"))
      expect((await aws(service, command, "help")).out, command).toContain(`NAME\n    ${command} - `);
  }
});

test("settings of the shell are kept in its file, and a Region of it counts", async () => {
  const { aws, files } = await awsOverSandbox({ env: { HOME: "/home/me" } });

  await aws("configure", "set", "region", "eu-west-1");
  await aws("configure", "set", "output", "text");

  expect(files["/home/me/.aws/config"]).toBe("[default]\nregion = eu-west-1\noutput = text\n");
  expect(await aws("ecs", "list-clusters", "--query", "length(clusterArns)")).toEqual({ code: 0, out: "0\n", err: "" });
  expect((await aws("configure", "list")).out).toBe(`      Name                    Value             Type    Location
      ----                    -----             ----    --------
   profile                <not set>             None    None
access_key      <the account's own>            shell    
secret_key      <the account's own>            shell    
    region                eu-west-1      config-file    ~/.aws/config
`);
});

test("keys are no setting of this shell", async () => {
  const { aws, files } = await awsOverSandbox({ env: { HOME: "/home/me" } });

  const { code, err } = await aws("configure", "set", "aws_secret_access_key", "secret");

  expect([code, err]).toEqual([
    255,
    "\naws_secret_access_key is not set here: this shell signs with the account's own keys.\n",
  ]);
  expect(files).toEqual({});
});

test.each([
  [["ecs", "deploy"], "aws ecs deploy works through AWS CodeDeploy, which is not part of this shell."],
  [["--cli-auto-prompt"], "Auto-prompt is not part of this shell. Press Tab to complete a word."],
  [["ecs", "list-clusters", "--no-sign-request"], "This shell signs every call; --no-sign-request is not part of it."],
])("what the shell does not have, it says: aws %s", async (words, sentence) => {
  const { aws } = await awsOverSandbox();

  expect(await aws(...words)).toEqual({ code: 255, out: "", err: `\n${sentence}\n` });
});

test("names that JavaScript's objects have of their own are names like any other", async () => {
  const { aws } = await awsOverSandbox();

  expect((await aws("constructor")).err).toContain("argument command: Invalid choice");
  expect((await aws("ecs", "__proto__")).err).toContain("argument operation: Invalid choice");
  expect((await aws("ecs", "describe-clusters", "--cli-input-json", '{"__proto__": {"clusters": ["x"]}}')).err).toBe(
    '\nParameter validation failed:\nUnknown parameter in input: "__proto__", must be one of: clusters, include\n',
  );
  expect((await aws("sts", "get-caller-identity", "--query", "toString(@)")).err).toBe(
    "\nUnknown function: toString()\n",
  );
  expect((await aws("sts", "get-caller-identity", "--query", "constructor")).out).toBe("null\n");
});

test("a table on the screen is as wide as the screen allows, and coloured", async () => {
  const { aws } = await awsOverSandbox({ columns: 200 });

  const { out } = await aws("sts", "get-caller-identity", "--output", "table");

  expect(out).toContain("|    Account   |                     Arn                      |      UserId        |"); // one row, not upright
  expect(out).toContain("\u001b[1m\u001b[34m123456789012\u001b[0m");
});

test("a query as long as a line can be ends with a sentence, not with the shell", async () => {
  const { aws } = await awsOverSandbox();
  const chain = `${"a.".repeat(7_999)}a`;

  const { code, err } = await aws("sts", "get-caller-identity", "--query", chain);

  expect([0, 255]).toContain(code);
  expect(err.length).toBeLessThan(100);
});
