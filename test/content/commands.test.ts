import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commandsOf } from "../../site/executed.ts";
import { stepsOf } from "../../site/steps.ts";
import { type Server, startServer } from "../support/server.ts";
import { newShell } from "../support/terminal.ts";

/*
 * Every command of every chapter and lab, typed into a terminal in the order of the text; then the checks of that chapter are done.
 * A fence marked `sh` is for the workshop's terminal. One marked `bash` is for the reader's own machine and does not run here.
 */

const root = path.join(import.meta.dirname, "../..");
const read = (glob: string) =>
  globSync(glob, { cwd: root })
    .sort()
    .map((file) => {
      const source = readFileSync(path.join(root, file), "utf8");
      return {
        slug: path.basename(file, ".mdx").replace(/^\d+-/, ""),
        steps: stepsOf(source, file).map(({ id }) => id),
        commands: commandsOf(source),
      };
    });
const chapters = read("content/[0-9]*.mdx");
const labs = read("content/labs/[0-9]*.mdx");

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

type Me = Awaited<ReturnType<typeof newShell>>;
const skip = (me: Me, minutes: number) => me.put("/api/account/clock", { advanceSeconds: minutes * 60 });

/** Types a command as Run does, and lives through the time it waits for. */
async function type(me: Me, command: string): Promise<void> {
  const line = await me.start(command);
  // A load generator runs for its time: it is given it.
  if (command.includes("--run-time")) {
    await line.prints("GET");
    await skip(me, 15);
  }
  const { exit, err } = await line.ended;
  // Locust writes its tables to stderr and ends with 1 where a request failed, and here some wait longer than a minute.
  if (command.includes("locust --headless")) expect(err).toMatch(/ Aggregated +\d{5,} /);
  else expect({ command, exit, err }).toEqual({ command, exit: 0, err: "" });
}

/** Tasks that a reader does alone, without any command in the text: here their solution does them. */
const alone: readonly string[] = ["another-load", "grow-without-load", "lab-requests-other", "lab-one-way"];

async function doneAlone(me: Me, steps: string[]): Promise<void> {
  for (const step of steps.filter((it) => alone.includes(it)))
    expect([step, (await me.post(`/api/steps/${step}/solve`, {})).status]).toEqual([step, 200]);
}

async function allDone(me: Me, steps: string[]): Promise<void> {
  for (const step of steps) {
    const { status, json } = await me.post(`/api/steps/${step}/check`, {});
    expect([step, status, json().status]).toEqual([step, 200, "pass"]);
  }
}

test("the chapters: every command succeeds, and then every step is done", async () => {
  const me = await newShell(server.url);

  for (const { slug, commands, steps } of chapters) {
    // What no command does: the users leave, and the service finds its way back.
    if (slug === "scaling-in-and-cleaning-up") await skip(me, 45);
    for (const command of commands) await type(me, command);
    // Its text sends the reader to the end of chapter 5, when nobody needs the users of chapter 3 any more.
    const now = steps.filter((it) => it !== "another-load");
    await doneAlone(me, now);
    await allDone(me, now);
  }
  await doneAlone(me, ["another-load"]);
  await allDone(me, ["another-load"]);

  const progress = (await me.get("/api/progress")).json();
  const inOrder = progress.chapters.filter((it: { lab: boolean }) => !it.lab);
  expect(
    new Set(inOrder.flatMap((it: { steps: { status: string }[] }) => it.steps.map((step) => step.status))),
  ).toEqual(new Set(["passed"]));
}, 120_000);

/** What a lab's reader does before a command. */
const before: Record<string, (me: Me, command: string) => Promise<unknown> | undefined> = {
  "the-same-as-code"(me, command) {
    if (!command.includes("deregister-scalable-target")) return undefined;
    return saveScript(me);
  },
};

/** *Save in the terminal*, in the tab *AWS CLI* of the export. */
async function saveScript(me: Me): Promise<void> {
  const { fileName, text } = (await me.get("/api/account/export?format=cli")).json();
  await type(me, `cat > ${fileName} <<'SCALING'\n${text}SCALING`);
}

/** What a lab's reader does beside typing, between the commands and the checks. */
const meanwhile: Record<string, (me: Me) => Promise<unknown>> = {
  async "step-scaling"(me) {
    await me.put("/api/account/load", { users: 600, spawnRate: 100 });
    await skip(me, 12);
    await me.put("/api/account/load", { users: 0 });
    await skip(me, 20);
  },
  async "requests-per-target"(me) {
    await me.put("/api/account/load", { users: 600, spawnRate: 100 });
    await skip(me, 10);
  },
  async "several-policies"(me) {
    await me.put("/api/account/load", { users: 600, spawnRate: 100 });
    await skip(me, 14);
    await me.put("/api/account/load", { users: 0 });
    await skip(me, 40);
  },
  async "scheduled-scaling"(me) {
    // A day and a half has a whole morning and the evening after it, whatever the hour is now.
    await skip(me, 18 * 60);
    await skip(me, 18 * 60);
  },
};

/** The six cases of "Why did it not scale?": mended, they need some minutes; the load has been there from the start. */
for (const slug of ["full-load", "two-of-five", "no-users", "no-alarm", "stuck-at-two", "errors"])
  meanwhile[`why-${slug}`] = (me) => skip(me, 12);

test.each(labs)(
  "the lab $slug: every command succeeds, and then every step is done",
  async (lab) => {
    const me = await newShell(server.url);
    expect((await me.put("/api/account/active", { lab: lab.slug })).status).toBe(200);

    for (const command of lab.commands) {
      await before[lab.slug]?.(me, command);
      await type(me, command);
    }
    await meanwhile[lab.slug]?.(me);
    await doneAlone(me, lab.steps);

    await allDone(me, lab.steps);
  },
  120_000,
);

test("entering a lab leaves the workshop's account as it is, and coming back finds it", async () => {
  const me = await newShell(server.url);
  const workshop = await me.account();
  await type(me, chapters[1]!.commands[0]!);

  const lab = (await me.put("/api/account/active", { lab: labs[0]!.slug })).json();

  expect(lab.purpose).toBe(`lab:${labs[0]!.slug}`);
  expect(lab.accountId).not.toBe(workshop.accountId);
  const refused = await me.post("/api/steps/number-of-tasks/check", {});
  expect([refused.status, refused.json().type]).toEqual([409, "other-account"]);
  expect(
    (
      await me.run(
        "aws application-autoscaling describe-scalable-targets --service-namespace ecs --query 'length(ScalableTargets)'",
      )
    ).out,
  ).toBe("0\n");
  const back = (await me.put("/api/account/active", { lab: null })).json();
  expect(back.accountId).toBe(workshop.accountId);
  expect((await me.post("/api/steps/number-of-tasks/check", {})).json().status).toBe("pass");
  expect((await me.put("/api/account/active", { lab: labs[0]!.slug })).json().accountId).toBe(lab.accountId);
});
