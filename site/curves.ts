import type { Curve } from "../server/contract/index.ts";

/** A curve to pick: how many tasks there are, minute by minute. */
export type Choice = { id: string; says: string; curve: Curve };

const CHOICE = /<li data-choice="([^"]*)" data-curve="([^"]*)"[^>]*>([\s\S]*?)<\/li>/g;

/** The choices of a <Predict>, from what its <Choice> words have made. */
export function choicesOf(html: string): Choice[] {
  return [...html.matchAll(CHOICE)].map(([, id, written, says]) => ({
    id: id!,
    says: plain(says!),
    curve: curveOf(written!) ?? [],
  }));
}

/** `0:1 5:3 7:5`, minute:tasks, as a curve; undefined where it is none. */
export function curveOf(written: string): Curve | undefined {
  const points = written.trim().split(/\s+/);
  if (!points.every((it) => /^\d+(\.\d+)?:\d+$/.test(it))) return undefined;
  const curve = points.map((it) => {
    const [minute, tasks] = it.split(":").map(Number);
    return { minute: minute!, tasks: tasks! };
  });
  const rises = curve.every((it, i) => i === 0 || it.minute > curve[i - 1]!.minute);
  return curve[0]!.minute === 0 && rises ? curve : undefined;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };

/** Text of a sentence of HTML that the build itself has made. */
const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/\s+/g, " ")
    .trim();
