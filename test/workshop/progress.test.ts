import { DeregisterScalableTargetCommand } from "@aws-sdk/client-application-auto-scaling";
import { expect, test } from "vitest";
import type { ProgressStore, StepRecord } from "../../server/workshop/progress.ts";
import { openWorkshop } from "../../server/workshop/workshop.ts";
import { memoryHints } from "../support/memory-hints.ts";
import { reference, shop } from "./sandbox.ts";

/** A workshop whose progress is kept in this process. */
function open() {
  const records: StepRecord[] = [];
  const notices: string[] = [];
  const progress: ProgressStore = {
    list: async (participantId, scope) =>
      records.filter((it) => it.participantId === participantId && it.scope === scope),
    async put(record) {
      const at = records.findIndex(
        (it) => it.participantId === record.participantId && it.scope === record.scope && it.step === record.step,
      );
      records.splice(at < 0 ? records.length : at, 1, record);
    },
    async remove() {},
  };
  const workshop = openWorkshop({
    outlineFile: "/there/is/no/such/file",
    progress,
    hints: memoryHints(),
    notify: (account, topic) => notices.push(`${account} ${topic}`),
  });
  const status = async (step: string, account = "111122223333", participant = "ana") =>
    (await workshop.progress(participant, new Map([["workshop", account]]))).chapters
      .flatMap((chapter) => chapter.steps)
      .find(({ id }) => id === step);
  return { workshop, records, notices, status };
}

const by = (account: ReturnType<typeof shop>["account"], auto = false) => ({ participantId: "ana", account, auto });
const deregister = new DeregisterScalableTargetCommand({
  ServiceNamespace: "ecs",
  ResourceId: "service/containers-workshop-ecs-cluster/containers-workshop-ecs-service",
  ScalableDimension: "ecs:service:DesiredCount",
});

test("a step is to do, then passed, then drifted, and never to do again", async () => {
  const { workshop, notices, status } = open();
  const it = shop();

  await workshop.check("number-of-tasks", by(it.account));
  expect(await status("number-of-tasks")).toMatchObject({ status: "todo", at: null });
  expect(notices).toEqual([]);

  await it.update(reference);
  await workshop.check("number-of-tasks", by(it.account));
  const passedAt = it.world.now;
  expect(await status("number-of-tasks")).toMatchObject({ status: "passed", at: passedAt });

  it.pass({ minutes: 1 });
  await it.account.aws.scaling.send(deregister);
  await workshop.check("number-of-tasks", by(it.account, true));
  expect(await status("number-of-tasks")).toMatchObject({ status: "drifted", at: passedAt });

  await it.update(reference);
  await workshop.check("number-of-tasks", by(it.account, true));
  expect(await status("number-of-tasks")).toMatchObject({ status: "passed", at: passedAt });
  expect(notices).toEqual(Array(3).fill("111122223333 progress"));
});

test("a step that only asks to read is done when its reader says so, not by itself", async () => {
  const { workshop, status } = open();
  const { account } = shop();

  expect((await workshop.check("read-overview", by(account, true))).status).toBe("skipped");
  expect(await status("read-overview")).toMatchObject({ status: "todo" });

  expect((await workshop.check("read-overview", by(account))).status).toBe("pass");
  expect(await status("read-overview")).toMatchObject({ status: "passed" });
});

test("progress belongs to a participant and an account", async () => {
  const { workshop, status } = open();
  const { account } = shop();

  await workshop.check("read-overview", by(account));

  expect(await status("read-overview", account.accountId, "ben")).toMatchObject({ status: "todo" });
  expect(await status("read-overview", "999988887777", "ana")).toMatchObject({ status: "todo" });
});

test("an error of the check takes nothing away", async () => {
  const { workshop, status } = open();
  const it = shop();
  await it.update(reference);
  await workshop.check("number-of-tasks", by(it.account));

  it.refuse("DescribeScalableTargets");
  expect((await workshop.check("number-of-tasks", by(it.account))).status).toBe("error");

  expect(await status("number-of-tasks")).toMatchObject({ status: "passed" });
});
