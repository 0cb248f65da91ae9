import { curveOf } from "../curves.ts";
import { FADES, type Finding, wordsOf } from "./rules.ts";
import { type Place, placeOf, type Source } from "./workshop.ts";

/** How many curves a reader can compare at a glance. */
const CHOICES = { fewest: 3, most: 4 };

const QUESTION = /<(Predict|Question)\s[^>]*?\bid="([^"]*)"/g;
const PREDICT = /<Predict\s([^>]*)>([\s\S]*?)<\/Predict>/g;
const CHOICE = /<Choice\s+id="([^"]*)"\s+curve="([^"]*)"/g;

/** What is wrong with the questions of all chapters and labs: answers are kept by their ids, so these are unique. */
export function questionFindings(sources: Source[]): Finding[] {
  const seen = new Map<string, Place>();
  return sources.flatMap((source) => [...taken(source, seen), ...predictions(source)]);
}

function taken(source: Source, seen: Map<string, Place>): Finding[] {
  const findings: Finding[] = [];
  for (const match of source.text.matchAll(QUESTION)) {
    const [place, id] = [placeOf(source, match.index), match[2]!];
    const first = seen.get(id);
    if (first) findings.push({ ...place, message: `The question id ${id} is taken: ${first.file}:${first.line}.` });
    else seen.set(id, place);
  }
  return findings;
}

function predictions(source: Source): Finding[] {
  const findings: Finding[] = [];
  for (const match of source.text.matchAll(PREDICT)) {
    const [, attributes = "", body = ""] = match;
    const say = (message: string) => findings.push({ ...placeOf(source, match.index), message });
    const minutes = Number(/\bminutes="(\d+)"/.exec(attributes)?.[1]);
    const choices = [...body.matchAll(CHOICE)].map(([, id = "", curve = ""]) => ({
      id,
      curve,
      points: curveOf(curve),
    }));
    if (choices.length < CHOICES.fewest || choices.length > CHOICES.most)
      say(`A <Predict> has ${CHOICES.fewest} or ${CHOICES.most} <Choice id="…" curve="…">, found ${choices.length}.`);
    for (const [i, { id, curve, points }] of choices.entries()) {
      if (choices.findIndex((it) => it.id === id) < i) say(`Two choices are called ${id}.`);
      if (!points)
        say(
          `The curve "${curve}" has to be minute:tasks pairs, the first at minute 0 and each later than the one before.`,
        );
      else if (points.at(-1)!.minute > minutes)
        say(`The curve "${curve}" ends after the ${minutes} minutes of its <Predict>.`);
    }
  }
  return findings;
}

const STEP = /<Step\s([^>]*)>([\s\S]*?)<\/Step>/g;

/**
 * Skills fade in the order of reading, labs last: shown in full the first time, then with blanks, then only as a goal. None of them goes
 * back, and none leaps over the blanks. A step of blanks has some, one of goals alone shows no command at once.
 */
export function fadeFindings(sources: Source[]): Finding[] {
  const last = new Map<string, { rank: number } & Place>();
  const findings: Finding[] = [];
  for (const source of sources) {
    for (const match of source.text.matchAll(STEP)) {
      const [, written = "", body = ""] = match;
      const place = placeOf(source, match.index);
      const say = (message: string) => findings.push({ ...place, message });
      const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(written)?.[1];
      const [id, fades] = [attribute("id"), wordsOf(attribute("fade"))];
      for (const [i, skill] of wordsOf(attribute("skill")).entries()) {
        const fade = fades[i] ?? fades[0] ?? "";
        const rank = (FADES as readonly string[]).indexOf(fade);
        const before = last.get(skill);
        if (rank < 0) continue;
        if (!before && rank > 0) say(`The skill ${skill} is ${fade} at its first step, ${id}: show it worked first.`);
        if (before && rank < before.rank)
          say(`The skill ${skill} is ${fade} again, after ${FADES[before.rank]} in ${before.file}:${before.line}.`);
        if (before && rank > before.rank + 1)
          say(
            `The skill ${skill} leaps from ${FADES[before.rank]} (${before.file}:${before.line}) to ${fade}: a completion comes between.`,
          );
        last.set(skill, { rank, ...place });
      }
      if (fades.includes("completion") && !body.includes("___"))
        say(`The step ${id} is a completion and has no blanks: ___.`);
      if (fades.length > 0 && fades.every((it) => it === "independent") && /<Command[^>]*\bopen\b/.test(body))
        say(`The step ${id} gives a goal only, and has a <Command open>.`);
      const shows = attribute("transfer");
      if (shows !== undefined && !source.text.includes(` id="${shows}"`))
        say(`The step ${id} transfers what ${shows} shows, which is no step of this chapter.`);
    }
  }
  return findings;
}
