import { curveOf } from "../curves.ts";
import type { Finding } from "./rules.ts";
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
