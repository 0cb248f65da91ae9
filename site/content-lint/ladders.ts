import type { Finding } from "./rules.ts";
import { placeOf, type Source } from "./workshop.ts";

const STEP = /<Step\s[^>]*?\bid="([^"]*)"[^>]*>([\s\S]*?)<\/Step>/g;
const RUNG = /<Hint\s(?=[^>]*\blevel="([1-4])")([^>]*)>([\s\S]*?)<\/Hint>/g;

/** What a level has to hold so that it is one: the idea leads to its paragraph, the way has blanks. */
const HOLDS: Record<string, { pattern: RegExp; message: string }> = {
  2: {
    pattern: /\]\([^)\s]*#[^)\s]+\)/,
    message: "leads to the paragraph with the idea: [words](/chapters/…/#anchor)",
  },
  3: { pattern: /___/, message: "leaves something to fill in: ___" },
};

/** Steps with a check that lack a level of their hints, have them in another order, or have one that is not what it should be. */
export function ladders(source: Source): Finding[] {
  const findings: Finding[] = [];
  for (const step of source.text.matchAll(STEP)) {
    const [all, id = "", body = ""] = step;
    const start = step.index + all.indexOf(body);
    const rungs = [...body.matchAll(RUNG)];
    const say = (at: number, message: string) => findings.push({ ...placeOf(source, at), message });
    // A level of its own for a finding stands beside the step's.
    const own = rungs.filter(([, , attributes = ""]) => !/\bfor="/.test(attributes)).map(([, level = ""]) => level);
    const needed = /\bkind="check"/.test(all.slice(0, all.indexOf(">"))) ? "1, 2, 3, 4" : "";
    if (own.join(", ") !== needed)
      say(
        step.index,
        needed
          ? `The step ${id} needs a <Hint level> for each of ${needed}, in this order; it has ${own.join(", ") || "none"}.`
          : `The step ${id} is to be read, and has no <Hint level>.`,
      );
    for (const rung of rungs) {
      const [, level = "", , text = ""] = rung;
      const holds = HOLDS[level];
      if (holds && !holds.pattern.test(text)) say(start + rung.index, `A hint of level ${level} ${holds.message}.`);
    }
  }
  return findings;
}
