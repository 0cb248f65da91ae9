import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { commandsOf } from "../../site/executed.ts";
import { stepsOf } from "../../site/steps.ts";

const root = path.join(import.meta.dirname, "../..");
const numerically = (a: string, b: string) => a.localeCompare(b, "en", { numeric: true });
const files = ["content/[0-9]*.mdx", "content/labs/[0-9]*.mdx"].flatMap((glob) =>
  globSync(glob, { cwd: root }).sort(numerically),
);
const chapters = files.map((file) => {
  const source = readFileSync(path.join(root, file), "utf8");
  return { file, slug: path.basename(file, ".mdx").replace(/^\d+-/, ""), source, steps: stepsOf(source, file) };
});

test("the chapters mirror the workshop, in its order", () => {
  const inOrder = chapters.filter(({ file }) => !file.startsWith("content/labs/"));

  expect(inOrder.map(({ slug, source }) => [slug, source.match(/^title: (.*)$/m)?.[1]])).toEqual([
    ["overview", "Tutorial overview"],
    ["configuring-service-auto-scaling", "Configuring the Service Auto Scaling"],
    ["generating-load", "Generating load"],
    ["scaling-your-environment", "Scaling your environment"],
    ["scaling-in-and-cleaning-up", "Scaling in and cleaning up"],
  ]);
});

test.each(chapters)("$file opens with what it is for and ends with a recap and a question", ({ source }) => {
  for (const field of ["summary", "objective", "prerequisite", "minutes"])
    expect(source).toMatch(new RegExp(`^${field}: \\S`, "m"));
  expect(source.indexOf("<Recap>")).toBeGreaterThan(source.lastIndexOf("</Step>"));
  expect(source.indexOf("<Question ")).toBeGreaterThan(source.indexOf("<Recap>"));
});

test("every step id is there once", () => {
  const ids = chapters.flatMap(({ steps }) => steps.map((step) => step.id));

  expect(ids.length).toBeGreaterThan(0);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test("the steps and their checks fit together", async () => {
  const { chapters: checks } = await import("../../server/workshop/chapters/index.ts");

  const content = chapters.map(({ slug, steps }) => ({ slug, steps: steps.map(({ id, kind }) => ({ id, kind })) }));
  expect(content).toEqual(
    checks.map(({ slug, steps }) => ({ slug, steps: steps.map(({ id, kind }) => ({ id, kind })) })),
  );
});

test("a hint that a check offers is in the chapters", () => {
  const offered = globSync("server/workshop/{chapters,labs}/*.ts", { cwd: root }).flatMap((file) =>
    [...readFileSync(path.join(root, file), "utf8").matchAll(/\.hint\("([a-z-]+)"\)/g)].map(([, id]) => id!),
  );
  const given = new Set(
    chapters.flatMap(({ source }) => [...source.matchAll(/<Hint for="([^"]+)"/g)].map(([, id]) => id!)),
  );

  expect(offered.length).toBeGreaterThan(0);
  expect([...new Set(offered)].filter((id) => !given.has(id))).toEqual([]);
});

test("every picture a chapter shows exists", () => {
  const missing = chapters.flatMap(({ file, source }) =>
    [...source.matchAll(/<Figure\s[^>]*name="([^"]*)"/g)]
      .map(([, name]) => name!)
      .filter((name) => !globSync(`images/${name}.png`, { cwd: root }).length)
      .map((name) => `${file}: ${name}`),
  );

  expect(missing).toEqual([]);
});

test("the values of the workshop are all told, to the letter", () => {
  const configuring = chapters
    .find(({ slug }) => slug === "configuring-service-auto-scaling")!
    .source.replace(/ +/g, " ");

  for (const told of [
    "`containers-workshop-ecs-cluster`",
    "`containers-workshop-ecs-service`",
    "`containers-workshop-ecs-scaling-policy`",
    "`ECSServiceAverageCPUUtilization`",
    "| **Minimum number of tasks** | `1` |",
    "| **Desired number of tasks** | `1` |",
    "| **Maximum number of tasks** | `5` |",
    "| **Target value** | `40` |",
    "| **Scale-out cooldown period** | `30` |",
    "| **Scale-in cooldown period** | `30` |",
    "**Configure service**",
    "**Configure network**",
    "**Set Auto Scaling**",
    "**Service Auto Scaling**",
    "**Configure Service Auto Scaling to adjust your service’s desired count**",
    "**Add scaling policy**",
    "**Save**",
    "**Update Service**",
    "**Auto Scaling**",
    "https://aws.amazon.com/autoscaling/",
  ]) {
    expect(configuring).toContain(told);
  }
});

test("commands name no account, no access key, and nothing that a reader would have to fill in", () => {
  for (const { file, source } of chapters)
    for (const command of commandsOf(source))
      expect(command, file).not.toMatch(/\b\d{12}\b|\bA[KS]IA[A-Z0-9]{8}|<[a-z][a-z ]+>/);
});
