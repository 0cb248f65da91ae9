import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CommandModel, commandModel } from "../../server/accounts/command-model.ts";
import { sandbox } from "../support/sandbox.ts";
import { servedSandbox } from "../support/served-sandbox.ts";
import { awsOver, hostOf, type Ran } from "../terminal/aws/command.ts";
import { DIFFERENCES } from "../terminal/aws/differences.ts";
import { ENVIRONMENT, FILES, GROUPS } from "../terminal/aws/lines.ts";
import { modelOf2_9_19, NEWER, type Newer } from "../terminal/aws/model-of-2.9.19.ts";
import { answersOf, listening, RECORDING, type RecordedLine, type Recording } from "../terminal/aws/recording.ts";
import { runGroup } from "../terminal/aws/run-group.ts";
import { requireProgram, run } from "./foreign-client.ts";

/*
 * The shell's `aws` beside the AWS CLI that Debian packages, line by line: stdout, stderr and exit code, byte for byte. Both have an
 * account of the same seed, which stands still. `RECORD=1` writes what the fast tests compare with.
 */

const AWS = "/usr/bin/aws";
const DATA = "/usr/lib/python3/dist-packages/awscli/botocore/data";
/** Longer outputs are compared here alone. */
const RECORDED_CHARACTERS_MAX = 4_000;

const record = process.env.RECORD === "1";
const recording: Recording = { answers: [], groups: {} };
const placed = answersOf(recording);
let model: CommandModel;

beforeAll(async () => {
  requireProgram(AWS, "awscli");
  const whole = await commandModel();
  if (record) writeFileSync(NEWER, `${JSON.stringify(newerThan2_9_19(whole), null, 1)}\n`);
  model = modelOf2_9_19(whole);
});
afterAll(() => {
  if (record) writeFileSync(RECORDING, `${JSON.stringify(recording)}\n`);
});

test("the list of what AWS has added since 2.9.19 is what its model does not have", async () => {
  expect(JSON.parse(readFileSync(NEWER, "utf8"))).toEqual(newerThan2_9_19(await commandModel()));
});

test.each(Object.entries(GROUPS))("%s", async (group, lines) => {
  const theirs = await runRealCli(lines);
  const account = await sandbox();
  const { host, heard } = listening(hostOf(account));
  const { aws } = await awsOver(host, { model, files: { ...FILES }, env: ENVIRONMENT });
  const calls: ReturnType<typeof heard>[] = [];
  const ours = await runGroup(lines, account, async (words) => {
    const ran = await aws(...words);
    calls.push(heard());
    return ran;
  });
  recording.groups[group] = theirs.map((it, i) => recordedLine(it, calls[i]!));

  expect(ours.filter(equal)).toEqual(theirs.filter(equal));
  // A difference that is gone leaves the list.
  theirs.forEach((it, i) => {
    if (!equal(it)) expect(ours[i], it[0]).not.toEqual(it);
  });
});

const equal = ([line]: [line: string, ran: Ran]) => !(line in DIFFERENCES);

function recordedLine([line, ran]: [line: string, ran: Ran], calls: Parameters<typeof placed>[0]): RecordedLine {
  if ((ran.out + ran.err).length > RECORDED_CHARACTERS_MAX || !equal([line, ran])) return { line };
  return { line, ran, ...(calls.length > 0 && { calls: placed(calls) }) };
}

async function runRealCli(lines: string[]): Promise<[line: string, ran: Ran][]> {
  const account = await servedSandbox();
  const folder = mkdtempSync(path.join(tmpdir(), "aws-command-"));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, name), text);
  const env = {
    ...ENVIRONMENT,
    HOME: folder,
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_PAGER: "",
    LANG: "C.UTF-8",
    TZ: "UTC",
  };
  const script = 'cd "$1"; shift; exec "$@" < /dev/null';
  try {
    return await runGroup(lines, account, (words) =>
      run("/bin/sh", ["-c", script, "sh", folder, AWS, "--endpoint-url", account.url, ...words], env),
    );
  } finally {
    rmSync(folder, { recursive: true });
    await account.close();
  }
}

type BotoShape = { members?: Record<string, unknown>; required?: string[]; enum?: string[] };

/** Reads Debian's copy of AWS's service models. */
function newerThan2_9_19(ours: CommandModel): Newer {
  return Object.fromEntries(
    Object.entries(ours).map(([name, service]) => {
      const file = globSync(`${DATA}/${name}/*/service-2.json`).sort().at(-1)!;
      const { operations, shapes } = JSON.parse(readFileSync(file, "utf8")) as {
        operations: Record<string, unknown>;
        shapes: Record<string, BotoShape>;
      };
      const members: Record<string, string[]> = {};
      const order: Record<string, string[]> = {};
      const required: Record<string, string[]> = {};
      for (const [it, { members: own, required: needed }] of Object.entries(service.structures)) {
        if (!shapes[it]) continue;
        const known = Object.keys(shapes[it].members ?? {});
        const neededThen = shapes[it].required ?? [];
        if ([...needed].sort().join() !== [...neededThen].sort().join()) required[it] = neededThen;
        const added = Object.keys(own).filter((member) => !known.includes(member));
        if (added.length > 0) members[it] = added;
        const kept = Object.keys(own).filter((member) => known.includes(member));
        const before = known.filter((member) => kept.includes(member));
        if (kept.join() !== before.join()) order[it] = before;
      }
      const values: Record<string, string[]> = {};
      for (const [it, own] of Object.entries(service.enums)) {
        const known = shapes[it]?.enum;
        const added = known ? own.filter((value) => !known.includes(value)) : [];
        if (added.length > 0) values[it] = added;
      }
      const addedOperations = Object.keys(service.operations).filter((it) => !(it in operations));
      return [name, { operations: addedOperations, members, values, order, required }];
    }),
  );
}
