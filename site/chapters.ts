import { type CollectionEntry, getCollection } from "astro:content";
import { type Step, stepsOf } from "./steps.ts";

/** A chapter with its place in the workshop and its steps. */
export type Chapter = {
  entry: CollectionEntry<"chapters"> | CollectionEntry<"labs">;
  /** Beside the workshop's order, with an account of its own. */
  lab: boolean;
  slug: string;
  /** 1 for the first. */
  number: number;
  title: string;
  steps: Step[];
};

/** All chapters in the order of their files' numbers. */
export const allChapters = async (): Promise<Chapter[]> => inOrder(await getCollection("chapters"), false);

/** All labs in the order of their files' numbers. */
export const allLabs = async (): Promise<Chapter[]> => inOrder(await getCollection("labs"), true);

function inOrder(entries: Chapter["entry"][], lab: boolean): Chapter[] {
  const sorted = entries.toSorted((a, b) =>
    (a.filePath ?? "").localeCompare(b.filePath ?? "", "en", { numeric: true }),
  );
  return sorted.map((entry, i) => ({
    entry,
    lab,
    slug: entry.id,
    number: i + 1,
    title: entry.data.title,
    steps: stepsOf(entry.body ?? "", entry.filePath ?? entry.id),
  }));
}

/** Address of a path of the site, with the base path it is built for. */
export const siteAddress = (path: string): string => `${import.meta.env.BASE_URL.replace(/\/$/, "")}${path}`;

export const chapterAddress = (slug: string): string => siteAddress(`/chapters/${slug}/`);
export const labAddress = (slug: string): string => siteAddress(`/labs/${slug}/`);

/** What the account of a page is for, as `GET /api/account` names it. */
export const purposeOf = ({ slug, lab }: Pick<Chapter, "slug" | "lab">): string => (lab ? `lab:${slug}` : "workshop");
