import { existsSync, globSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { compare, type Outline, readOutline } from "../../server/workshop/outline.ts";
import { progressOf } from "../../server/workshop/progress.ts";
import { readStep, step } from "../../server/workshop/step.ts";

const code = [{ slug: "one", steps: [readStep("read-it"), step("do-it", async () => [])] }];
const content: Outline = {
  language: "en",
  chapters: [
    {
      slug: "one",
      title: "One",
      steps: [
        { id: "read-it", title: "Read it", kind: "read", hints: [] },
        { id: "do-it", title: "Do it", kind: "check", hints: ["how"] },
      ],
    },
  ],
};

const written = (outline: Outline) => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "outline-")), "workshop.json");
  writeFileSync(file, JSON.stringify(outline));
  return file;
};

test("content and checks that fit are taken as the content says", () => {
  expect(readOutline(written(content), code)).toEqual(content);
});

test("a step without a check stops the start and is named", () => {
  const extra = structuredClone(content);
  extra.chapters[0]!.steps.push({ id: "new-step", title: "New", kind: "check", hints: [] });

  expect(() => readOutline(written(extra), code)).toThrow(
    "The step new-step of chapter one has no check in server/workshop/chapters.",
  );
});

test("a check without a step stops the start and is named", () => {
  const less = structuredClone(content);
  less.chapters[0]!.steps.pop();

  expect(() => readOutline(written(less), code)).toThrow("The check do-it belongs to no step of the content.");
});

test("while content is written, a site built before the latest check keeps its titles, and the check is there", () => {
  const before = structuredClone(content);
  before.chapters[0]!.steps.pop();

  const outline = readOutline(written(before), code, { writing: true });

  expect(outline.chapters[0]!.title).toBe("One");
  expect(outline.chapters[0]!.steps.map(({ id, title }) => [id, title])).toEqual([
    ["read-it", "Read it"],
    ["do-it", "Do it"],
  ]);
});

test("a step of another kind, and one that is there twice, stop the start", () => {
  const other = structuredClone(content);
  other.chapters[0]!.steps[0]!.kind = "check";
  other.chapters[0]!.steps.push(other.chapters[0]!.steps[1]!);

  expect(compare(other, code)).toEqual([
    "The step read-it is a check step in the content and a read step in server/workshop/chapters.",
    "The step do-it is twice in the content.",
  ]);
});

test("without a built site the steps of the code stand in, with titles made of their ids", () => {
  const outline = readOutline(path.join(tmpdir(), "there-is-no-such-file.json"));

  expect(outline.chapters.map((chapter) => chapter.slug)).toEqual([
    "overview",
    "configuring-service-auto-scaling",
    "generating-load",
    "scaling-your-environment",
    "scaling-in-and-cleaning-up",
    "step-scaling",
    "scheduled-scaling",
    "requests-per-target",
    "several-policies",
    "why-full-load",
    "why-two-of-five",
    "why-no-users",
    "why-no-alarm",
    "why-stuck-at-two",
    "why-errors",
    "the-same-as-code",
  ]);
  expect(outline.chapters[1]!.steps.map(({ id, title, kind }) => ({ id, title, kind }))[1]).toEqual({
    id: "number-of-tasks",
    title: "Number of tasks",
    kind: "check",
  });
});

test("titles are told in the language of whoever asks, and in English where there is no translation", () => {
  const outline = { ...structuredClone(content), titles: { "pt-BR": { "do-it": "Faça" } } };
  const [first] = progressOf(outline, [], [], "pt-BR").chapters;

  expect(first!.steps.find(({ id }) => id === "do-it")!.title).toBe("Faça");
  expect(first!.title).toBe(content.chapters[0]!.title);
  expect(progressOf(outline, []).chapters[0]!.steps.find(({ id }) => id === "do-it")!.title).not.toBe("Faça");
});

test("step ids are unique across chapters", () => {
  const ids = readOutline("/there/is/no/such/file").chapters.flatMap((chapter) => chapter.steps.map((it) => it.id));

  expect(new Set(ids).size).toBe(ids.length);
});

const built = path.join(import.meta.dirname, "../../dist/workshop.json");

test.skipIf(!existsSync(built))("every step of the built content has its check, and the reverse", () => {
  expect(compare(JSON.parse(readFileSync(built, "utf8")))).toEqual([]);
});

const root = path.join(import.meta.dirname, "../..");
const texts = globSync("content/**/*.mdx", { cwd: root }).map((file) => readFileSync(path.join(root, file), "utf8"));

test.each(globSync("server/workshop/{chapters,labs}/*.ts", { cwd: root }))(
  "every hint that %s names is written in the content",
  (file) => {
    const named = [...readFileSync(path.join(root, file), "utf8").matchAll(/\.hint\("([^"]+)"\)/g)].map(
      ([, id]) => id!,
    );

    expect(named.filter((id) => !texts.some((text) => text.includes(`<Hint for="${id}"`)))).toEqual([]);
  },
);

test.each(globSync("server/workshop/{chapters/*,expectation,checking}.ts", { cwd: root }))(
  "%s speaks calmly",
  (file) => {
    const text = readFileSync(path.join(root, file), "utf8");

    expect(text.match(/\b(incorrect|try again|wrong[^ SA]|your fault|you forgot)\b/gi) ?? []).toEqual([]);
  },
);
