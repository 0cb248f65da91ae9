import type { PanelName } from "../client/show-panel.ts";
import { type Known, type Place, placeOf, type Source } from "./workshop.ts";

/** Something an author has to mend. */
export type Finding = Place & {
  message: string;
  /** A translation that is behind its original: the page shows the original until it is mended, so the build goes on. */
  behind?: true;
};
type Say = (at: number, message: string) => void;

const PANELS = ["console", "terminal", "load", "charts", "timeline"] as const satisfies PanelName[];
const FIELDS = ["title", "summary", "objective", "prerequisite", "minutes"];
const CODE = /^( *)(```+)[\s\S]*?^ *\2 *$|`[^`\n]*`|^(?:import|export) .*$/gm;
const TAG = /<([A-Z]\w*)((?:\s+[\w-]+(?:="[^"]*"|=\{[^}]*\})?)*)\s*\/?>/g;
const ATTRIBUTE = /([\w-]+)(?:=("[^"]*"|\{[^}]*\}))?/g;

/** What is wrong in one chapter or lab, taken by itself. */
export function findingsOf(source: Source, known: Known): Finding[] {
  const findings: Finding[] = [];
  const say: Say = (at, message) => findings.push({ ...placeOf(source, at), message });
  frontmatter(source.text, say);
  // Code says what it likes; its characters stay, so that lines keep their numbers.
  const text = source.text.replace(CODE, (code) => code.replace(/[^\n]/g, " "));
  for (const [name = "", written = "", at] of matches(text)) {
    const allowed = known.words.get(name);
    if (!allowed) {
      say(at, `There is no <${name}>. A chapter may use ${[...known.words.keys()].sort().join(", ")}.`);
      continue;
    }
    const attributes = new Map<string, string>();
    for (const [, attribute = "", value = ""] of written.matchAll(ATTRIBUTE)) {
      if (!allowed.includes(attribute)) say(at, `<${name}> has no ${attribute}; it has ${list(allowed)}.`);
      if (value.startsWith("{")) say(at, `<${name} ${attribute}> is a plain string in double quotes.`);
      attributes.set(attribute, value.slice(1, -1));
    }
    rules[name]?.(attributes, (message) => say(at, message), known);
  }
  return findings;
}

/** The words of a list that is written with spaces between. */
export const wordsOf = (written = ""): string[] => written.split(/\s+/).filter(Boolean);

/** How much is shown of a skill, from the first time to the last. */
export const FADES = ["worked", "completion", "independent"] as const;

type Rule = (attributes: Map<string, string>, say: (message: string) => void, known: Known) => void;

const rules: Record<string, Rule> = {
  Step(attributes, say, known) {
    const [id, kind] = [attributes.get("id") ?? "", attributes.get("kind")];
    for (const needed of ["id", "title"]) if (!attributes.get(needed)) say(`<Step> needs ${needed}="…".`);
    if (!/^[a-z][a-z0-9-]*$/.test(id)) say(`The step's id "${id}" has to be small letters, digits and hyphens.`);
    if (kind !== "check" && kind !== "read") {
      say(`The step ${id} needs kind="check" or kind="read".`);
      return;
    }
    for (const name of ["panel", "also"]) {
      const panel = attributes.get(name);
      if (panel !== undefined && !PANELS.some((it) => it === panel))
        say(`There is no panel "${panel}"; there are ${list(PANELS)}.`);
    }
    const [skills, fades] = [wordsOf(attributes.get("skill")), wordsOf(attributes.get("fade"))];
    if (skills.length > 0 !== fades.length > 0 || (fades.length > 1 && fades.length !== skills.length))
      say(`The step ${id} needs skill="…" and fade="…" together: one fade for all of its skills, or one for each.`);
    for (const fade of fades)
      if (!FADES.some((it) => it === fade)) say(`There is no fade "${fade}"; there are ${list(FADES)}.`);
    if (kind === "check" && !attributes.get("asks"))
      say(`The step ${id} needs asks="that …": what its check looks at, in words.`);
    const check = known.checks.get(id);
    if (!check) say(`The step ${id} has no check. Write it in server/workshop/chapters/ or server/workshop/labs/.`);
    else if (check.kind !== kind)
      say(`The step ${id} is a ${kind} step here and a ${check.kind} step in ${check.file}:${check.line}.`);
  },
  Hint(attributes, say, known) {
    const id = attributes.get("for");
    if (id !== undefined && !known.hints.has(id))
      say(`No check offers the hint "${id}"; there are ${list([...known.hints.keys()].sort())}.`);
    const level = attributes.get("level");
    if (level !== undefined && !/^[1-4]$/.test(level)) say(`A hint's level is 1, 2, 3 or 4, found "${level}".`);
  },
  Anchor(attributes, say) {
    if (!/^[a-z][a-z0-9-]*$/.test(attributes.get("id") ?? ""))
      say(`<Anchor> needs id="…" in small letters, digits and hyphens.`);
  },
  Figure(attributes, say, known) {
    const name = attributes.get("name");
    if (!attributes.get("alt")) say(`The picture ${name} needs alt="…": what it shows, in words.`);
    if (!process.env.DRAWING_IMAGES && !known.has(`images/${name}.png`))
      say(`There is no picture images/${name}.png. Run npm run images, or mend the name.`);
  },
  Download(attributes, say, known) {
    const name = attributes.get("name");
    if (!known.has(`content/templates/${name}`)) say(`There is no content/templates/${name}.`);
  },
  Term(attributes, say) {
    if (!attributes.get("means")) say(`<Term> needs means="…".`);
  },
  Question(attributes, say) {
    for (const needed of ["id", "asks"]) if (!attributes.get(needed)) say(`<Question> needs ${needed}="…".`);
  },
  Predict(attributes, say) {
    for (const needed of ["id", "asks"]) if (!attributes.get(needed)) say(`<Predict> needs ${needed}="…".`);
    const [minutes, begins] = [attributes.get("minutes"), attributes.get("begins")];
    if (!/^[1-9]\d*$/.test(minutes ?? "")) say(`<Predict> needs minutes="…": account minutes, a whole number.`);
    if (begins !== undefined && begins !== "load" && begins !== "stop") say(`<Predict begins> is "load" or "stop".`);
  },
  Choice(attributes, say) {
    for (const needed of ["id", "curve"]) if (!attributes.get(needed)) say(`<Choice> needs ${needed}="…".`);
  },
};

function frontmatter(text: string, say: Say): void {
  const block = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (!block) {
    say(0, `A chapter opens with its frontmatter, between two lines of ---: ${list(FIELDS)}.`);
    return;
  }
  const found = new Map<string, string>();
  for (const line of block[1]!.matchAll(/^([\w-]+):[ \t]*(.*)$/gm)) {
    const [, name = "", value = ""] = line;
    const at = line.index + 4;
    if (!FIELDS.includes(name)) say(at, `The frontmatter has no ${name}; it has ${list(FIELDS)}.`);
    else if (value === "") say(at, `The frontmatter's ${name} is empty.`);
    else if (name === "minutes" && !/^\d+$/.test(value)) say(at, `minutes is a whole number, found ${value}.`);
    found.set(name, value);
  }
  for (const name of FIELDS) if (!found.has(name)) say(0, `The frontmatter needs ${name}.`);
}

function* matches(text: string): Generator<[name: string | undefined, written: string | undefined, at: number]> {
  for (const match of text.matchAll(TAG)) yield [match[1], match[2], match.index];
}

const list = (words: readonly string[]) => words.join(", ");
