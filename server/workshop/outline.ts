import { readFileSync } from "node:fs";
import type { Language } from "../contract/index.ts";
import { chapters as chaptersInCode } from "./chapters/index.ts";
import type { Step } from "./step.ts";

/** What the site build says about the content: `dist/workshop.json`. */
export type Outline = {
  language: string;
  chapters: {
    slug: string;
    title: string;
    /** Beside the workshop's order, with an account of its own. */
    lab?: boolean;
    steps: { id: string; title: string; kind: "check" | "read"; hints: string[]; alone?: true }[];
  }[];
  /** Titles of chapters and steps by their ids, in the languages they are translated into. */
  titles?: Partial<Record<Language, Record<string, string>>>;
};

/** The title of a chapter or step in a language; its own where it has no translation. */
export const titleIn = (
  { titles }: Outline,
  language: Language,
  { id, title }: { id: string; title: string },
): string => titles?.[language]?.[id] ?? title;

type StepsOfChapters = { slug: string; steps: Step[]; alone?: Step; lab?: true }[];

/**
 * Reads the outline that the site build wrote. Where there is none (the server runs without a built site), the chapters and steps of
 * the code stand in, with titles made of their ids: the interface works, and nothing pretends to be the content's wording. So they do
 * while content is being written (`writing`), when the site was built before the latest step had its check.
 */
export function readOutline(
  file: string,
  steps: StepsOfChapters = chaptersInCode,
  { writing = false }: { writing?: boolean } = {},
): Outline {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return outlineOf(steps);
    throw error;
  }
  const outline = JSON.parse(text) as Outline;
  const differences = compare(outline, steps);
  if (differences.length > 0 && writing) return outlineOf(steps, outline);
  if (differences.length > 0)
    throw new Error(`The content and the checks do not fit together. ${differences.join(" ")}`);
  return outline;
}

/** What the content has and the code has not, and the reverse; empty where they fit. Each a sentence. */
export function compare(outline: Outline, steps: StepsOfChapters = chaptersInCode): string[] {
  const code = new Map(steps.flatMap((chapter) => chapter.steps).map((step) => [step.id, step]));
  const content = outline.chapters.flatMap((chapter) =>
    chapter.steps.map((step) => ({ ...step, chapter: chapter.slug })),
  );
  const differences: string[] = [];
  const seen = new Set<string>();
  for (const step of content) {
    const other = code.get(step.id);
    if (seen.has(step.id)) differences.push(`The step ${step.id} is twice in the content.`);
    seen.add(step.id);
    if (!other)
      differences.push(`The step ${step.id} of chapter ${step.chapter} has no check in server/workshop/chapters.`);
    else if (other.kind !== step.kind)
      differences.push(
        `The step ${step.id} is a ${step.kind} step in the content and a ${other.kind} step in server/workshop/chapters.`,
      );
  }
  for (const { slug, steps: own } of outline.chapters) {
    const [told, known] = [own.find((it) => it.alone)?.id, steps.find((it) => it.slug === slug)?.alone?.id];
    if (told !== known)
      differences.push(
        `The task that is done alone in chapter ${slug} is ${told ?? "none"} in the content and ${known ?? "none"} in server/workshop/chapters.`,
      );
  }
  for (const id of code.keys())
    if (!seen.has(id)) differences.push(`The check ${id} belongs to no step of the content.`);
  return differences;
}

/** The outline of the code; titles are those of `built` where it has them. */
function outlineOf(chapters: StepsOfChapters, built?: Outline): Outline {
  const parts = built?.chapters.flatMap(({ slug, title, steps }) => [{ id: slug, title }, ...steps]) ?? [];
  const titles = new Map(parts.map(({ id, title }) => [id, title]));
  const titleOf = (id: string) => titles.get(id) ?? words(id);
  return {
    language: "en",
    chapters: chapters.map(({ slug, steps, lab = false }) => ({
      slug,
      title: titleOf(slug),
      lab,
      steps: steps.map(({ id, kind }) => ({ id, title: titleOf(id), kind, hints: [] })),
    })),
  };
}

const words = (id: string): string => (id[0]!.toUpperCase() + id.slice(1)).replaceAll("-", " ");
