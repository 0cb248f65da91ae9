import { type CollectionEntry, getCollection } from "astro:content";
import { type Step, stepsOf } from "./steps.ts";

/** A chapter with its place in the workshop and its steps. */
export type Chapter = {
  entry: CollectionEntry<"chapters">;
  slug: string;
  /** 1 for the first. */
  number: number;
  title: string;
  steps: Step[];
};

/** All chapters in the order of their files' numbers. */
export async function allChapters(): Promise<Chapter[]> {
  const entries = await getCollection("chapters");
  const sorted = entries.toSorted((a, b) =>
    (a.filePath ?? "").localeCompare(b.filePath ?? "", "en", { numeric: true }),
  );
  return sorted.map((entry, i) => ({
    entry,
    slug: entry.id,
    number: i + 1,
    title: entry.data.title,
    steps: stepsOf(entry.body ?? "", entry.filePath ?? entry.id),
  }));
}

/** Address of a path of the site, with the base path it is built for. */
export const siteAddress = (path: string): string => `${import.meta.env.BASE_URL.replace(/\/$/, "")}${path}`;

export const chapterAddress = (slug: string): string => siteAddress(`/chapters/${slug}/`);
