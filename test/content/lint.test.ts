import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { checkStep } from "../../server/workshop/checking.ts";
import type { Step } from "../../server/workshop/step.ts";
import { lintContent } from "../../site/content-lint/index.ts";
import { translationFindings } from "../../site/content-lint/translations.ts";
import { folder } from "../support/folder.ts";
import { preparedAccount } from "../workshop/account.ts";

const root = path.join(import.meta.dirname, "../..");
const CHAPTER = "content/6-example.mdx";
const CHECKS = "server/workshop/chapters/example.ts";

/** The content, the checks, the vocabulary and the pictures of this workshop, to be written on. */
function copy() {
  const at = folder();
  for (const part of ["content", "images", "server/workshop", "site/vocabulary"])
    cpSync(path.join(root, part), path.join(at, part), { recursive: true });
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
    writeFileSync(path.join(at, file), text);
  };
  const said = () => lintContent(at).map(({ file, line, message }) => `${file}:${line}: ${message}`);
  return { write, said };
}

/** The worked example of content/README.md: the block in that language. */
function example(language: "mdx" | "ts"): string {
  const readme = readFileSync(path.join(root, "content/README.md"), "utf8");
  return new RegExp(`\`\`\`\`${language}\\n([\\s\\S]*?)\`\`\`\``).exec(readme)![1]!;
}

test("there is nothing to mend in the content", () => {
  expect(lintContent(root)).toEqual([]);
});

test("the worked example of content/README.md is a chapter with nothing to mend, and its check runs", async () => {
  const { write, said } = copy();
  write(CHAPTER, example("mdx"));
  expect(said()).toContain(
    `${CHAPTER}:15: The step two-tasks has no check. Write it in server/workshop/chapters/ or server/workshop/labs/.`,
  );
  write(CHECKS, example("ts"));

  expect(said()).toEqual([]);
  const wants = (desiredCount: number) =>
    preparedAccount({ DescribeServices: { services: [{ status: "ACTIVE", desiredCount }] } });
  const { twoTasks } = await exampleCheck();
  expect(await checkStep(twoTasks, wants(1))).toMatchObject({
    status: "fail",
    checks: [{ expected: 2, actual: 1, hintId: "two-tasks" }],
  });
  expect(await checkStep(twoTasks, wants(2))).toMatchObject({ status: "pass" });
});

/** The example's check as a module: written elsewhere, it imports from where it would stand. */
async function exampleCheck(): Promise<{ twoTasks: Extract<Step, { kind: "check" }> }> {
  const file = path.join(folder(), "example.ts");
  writeFileSync(file, example("ts").replaceAll('from "../', `from "${root}/server/workshop/`));
  return import(/* @vite-ignore */ file);
}

const mistakes: [what: string, from: string, to: string, said: string][] = [
  ["a missing field", "summary: ", "about: ", "3: The frontmatter has no about; it has title, summary,"],
  ["minutes in words", "minutes: 5", "minutes: five", "minutes is a whole number, found five."],
  [
    "an unknown attribute",
    'panel="console"',
    'pane="console"',
    "15: <Step> has no pane; it has id, title, kind, panel, also, skill, fade, transfer, asks.",
  ],
  ["an unknown panel", 'panel="console"', 'panel="consol"', '15: There is no panel "consol"; there are console,'],
  ["a kind that is none", 'kind="check"', 'kind="quiz"', '15: The step two-tasks needs kind="check" or kind="read".'],
  ["a step that does not say what its check asks", 'asks="', 'also="', 'needs asks="that …"'],
  ["an unknown hint", 'for="two-tasks"', 'for="three-tasks"', 'No check offers the hint "three-tasks"'],
  ["a step id that is taken", 'id="two-tasks"', 'id="scaled-out"', "15: The step id scaled-out is taken: content/4-"],
  [
    "a word that does not exist",
    "<Hint",
    "<Tip",
    "There is no <Tip>. A chapter may use Anchor, Aside, Choice, Command,",
  ],
  ["a link to nowhere", "(/chapters/overview/)", "(/chapters/overvew/)", "The link /chapters/overvew/ leads nowhere"],
  [
    "a link to a step that is not there",
    "(/chapters/overview/)",
    "(/chapters/overview/#gone)",
    "leads to no step, heading or anchor of /chapters/overview/",
  ],
  [
    "a level that is missing",
    '<Hint level="2">',
    '<Hint for="two-tasks">',
    "for each of 1, 2, 3, 4, in this order; it has 1, 3, 4.",
  ],
  ["an idea without its paragraph", "/#why-by-hand", "/", "A hint of level 2 leads to the paragraph with the idea"],
  [
    "a skill that begins with blanks",
    'kind="check"',
    'kind="check" skill="x" fade="completion"',
    "show it worked first",
  ],
  [
    "a fade that is none",
    'kind="check"',
    'kind="check" skill="x" fade="faded"',
    'There is no fade "faded"; there are worked,',
  ],
  [
    "a skill that goes back",
    'kind="check"',
    'kind="check" skill="register-target" fade="completion"',
    "The skill register-target is completion again, after independent in content/4-",
  ],
  [
    "a transfer of a step that is elsewhere",
    'kind="check"',
    'kind="check" transfer="scaled-out"',
    "is no step of this chapter",
  ],
  [
    "a question id that is taken",
    'id="two-tasks-at-night"',
    'id="way-back"',
    "The question id way-back is taken: content/5-",
  ],
  [
    "a prediction with too few curves, one of them none",
    "\n<Recap>",
    '\n<Predict id="p" asks="How many?" minutes="5"><Choice id="a" curve="1:0">One.</Choice></Predict>\n\n<Recap>',
    "A <Predict> has 3 or 4 <Choice",
  ],
  [
    "a missing picture",
    "\n<Recap>",
    '\n<Figure name="no_such" alt="Nothing" />\n\n<Recap>',
    "There is no picture images/no_such.png.",
  ],
];

test.each(mistakes)("%s is told with file and line", (_, from, to, sentence) => {
  const { write, said } = copy();
  write(CHECKS, example("ts"));
  expect(example("mdx")).toContain(from);

  write(CHAPTER, example("mdx").replace(from, to));

  const mine = said().filter((it) => it.startsWith(`${CHAPTER}:`));
  expect(mine.join("\n")).toContain(sentence);
  expect(mine[0]).toMatch(/^content\/6-example\.mdx:\d+: /);
});

const translated = "content/pt-br/1-overview.mdx";
const translation = readFileSync(path.join(root, translated), "utf8");

test.each([
  [
    "a step with another id",
    'id="read-overview"',
    'id="read-all"',
    /:\d+: A translation has the same words.*1-overview\.mdx:\d+ has <Step id="read-overview"/,
  ],
  ["a hint that is missing", /<Hint[\s\S]*?<\/Hint>/, "", /has <Hint>, and here is <InConsoleToday>/],
  [
    "a link that leads nowhere",
    "<Recap>",
    "[ali](/chapters/overview/#what-is-in-your-account)\n\n<Recap>",
    /leads to no step/,
  ],
])("of a translation, %s is told with file and line", (_, from, to, sentence) => {
  const { write, said } = copy();
  write(translated, translation.replace(from, to));

  expect(said()).toEqual([expect.stringMatching(sentence)]);
  expect(said()[0]).toMatch(/^content\/pt-br\/1-overview\.mdx:\d+: /);
});

test("a translation has the attributes and commands of its original: whichever is changed is told", () => {
  const shared = /\b(kind|panel|also|skill|fade|transfer|curve|begins|minutes|level|for)="|^ *```(?:sh|bash)\b.*\n.*/gm;
  const met = new Set<string>();
  for (const name of readdirSync(path.join(root, "content/pt-br")).filter((it) => it.endsWith(".mdx"))) {
    const [file, original] = [`content/pt-br/${name}`, `content/${name}`];
    const text = readFileSync(path.join(root, file), "utf8");
    const english = { file: original, text: readFileSync(path.join(root, original), "utf8") };
    const body = text.indexOf("\n---\n", 4);
    for (const { 0: found, 1: attribute, index } of text.matchAll(shared)) {
      if (index < body) continue;
      met.add(attribute ?? "command");
      const changed = `${text.slice(0, index + found.length)}x${text.slice(index + found.length)}`;
      expect([found, translationFindings({ file, text: changed }, english).length]).toEqual([found, 1]);
    }
  }
  expect([...met].sort()).toEqual(
    "also begins command curve fade for kind level minutes panel skill transfer".split(" "),
  );
});

test("a check without a step is told where it is written", () => {
  const { write, said } = copy();
  write(CHECKS, example("ts"));

  expect(said()).toEqual([
    expect.stringMatching(/^server\/workshop\/chapters\/example\.ts:\d+: The check two-tasks belongs to no step/),
  ]);
});
