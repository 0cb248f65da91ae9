import { expect, test } from "vitest";
import { commandModel } from "../../../server/accounts/command-model.ts";
import { awsOver, type Ran, wordsOf } from "./command.ts";
import { ENVIRONMENT, FILES, GROUPS } from "./lines.ts";
import { modelOf2_9_19 } from "./model-of-2.9.19.ts";
import { readRecording, replaying } from "./recording.ts";

/*
 * Given what AWS had answered, each line prints what the AWS CLI 2.9.19 printed and asks AWS for the same. `RECORD=1` with the long
 * test, test/long/aws-command.test.ts, records anew.
 */

const recording = readRecording();
const model = modelOf2_9_19(await commandModel());

test.each(Object.entries(GROUPS))("%s: as the AWS CLI 2.9.19 printed it", async (group, lines) => {
  const { host, expects, asked } = replaying(recording);
  const { aws } = await awsOver(host, { model, files: { ...FILES }, env: ENVIRONMENT });
  const recorded = recording.groups[group]!;

  expect(recorded.map((it) => it.line)).toEqual(lines.filter((it) => !it.startsWith("@")));
  for (const { line, ran, calls = [] } of recorded.filter((it) => it.ran)) {
    expects(calls);
    const ours: Ran = await aws(...wordsOf(line));
    expect({ line, ran: ours, asked: asked() }).toEqual({
      line,
      ran,
      asked: calls.map(({ call, input }) => ({ call, input })),
    });
  }
});
