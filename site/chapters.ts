import { type CollectionEntry, getCollection } from "astro:content";
import { pageAddress } from "./client/page-address.ts";
import { language } from "./client/say.ts";
import { translationFindings } from "./content-lint/translations.ts";
import type { Language } from "./language/languages.ts";
import { type Step, stepsOf } from "./steps.ts";

type Original = CollectionEntry<"chapters"> | CollectionEntry<"labs">;

/** A chapter with its place in the workshop and its steps. */
export type Chapter = {
  entry: Original | CollectionEntry<"translations">;
  /** Those that have its text. */
  languages: Language[];
  /** Of its text: English where the language of the page has no translation. */
  language: Language;
  /** Beside the workshop's order, with an account of its own. */
  lab: boolean;
  slug: string;
  /** 1 for the first. */
  number: number;
  title: string;
  steps: Step[];
};

/** Portuguese titles of the chapters, labs and steps that are translated, by their ids. */
export async function translatedTitles(): Promise<Record<string, string>> {
  const translations = await getCollection("translations");
  const originals: Original[] = [...(await getCollection("chapters")), ...(await getCollection("labs"))];
  const titles = originals.flatMap((original) => {
    const found = translationOf(original, translations);
    if (!found) return [];
    const steps = stepsOf(found.body ?? "", found.filePath ?? found.id).map(({ id, title }) => [id, title]);
    return [[original.id, found.data.title], ...steps];
  });
  return Object.fromEntries(titles);
}

/** All chapters in the order of their files' numbers, in the language of the page where they are translated. */
export const allChapters = async (): Promise<Chapter[]> => inOrder(await getCollection("chapters"), false);

/** All labs in the order of their files' numbers, in the language of the page where they are translated. */
export const allLabs = async (): Promise<Chapter[]> => inOrder(await getCollection("labs"), true);

async function inOrder(entries: Original[], lab: boolean): Promise<Chapter[]> {
  const translations = await getCollection("translations");
  const sorted = entries.toSorted((a, b) =>
    (a.filePath ?? "").localeCompare(b.filePath ?? "", "en", { numeric: true }),
  );
  return sorted.map((original, i) => {
    const translation = translationOf(original, translations);
    const languages: Language[] = translation ? ["en", "pt-BR"] : ["en"];
    const own = languages.includes(language()) ? language() : "en";
    const entry = own === "en" ? original : translation!;
    return {
      entry,
      languages,
      language: own,
      lab,
      slug: original.id,
      number: i + 1,
      title: entry.data.title,
      steps: stepsOf(entry.body ?? "", entry.filePath ?? entry.id),
    };
  });
}

const translationOf = (original: Original, translations: CollectionEntry<"translations">[]) =>
  translations.find(
    (it) => it.id === `${original.collection === "labs" ? "labs/" : ""}${original.id}` && isUpToDate(it, original),
  );

/** Who reads a translation misses no step of the original: where it is behind, the original is shown. */
const isUpToDate = (translation: CollectionEntry<"translations">, original: Original): boolean =>
  translationFindings(sourceOf(translation), sourceOf(original)).length === 0;

const sourceOf = ({ filePath = "", body = "" }: Chapter["entry"]) => ({ file: filePath, text: body });

/** One of the broken accounts of "Why did it not scale?", which lists them on a page of its own. */
export const isCase = ({ slug }: Pick<Chapter, "slug">): boolean => slug.startsWith("why-");

export const chapterAddress = (slug: string): string => pageAddress(`/chapters/${slug}/`);
export const labAddress = (slug: string): string => pageAddress(`/labs/${slug}/`);

/** What the account of a page is for, as `GET /api/account` names it. */
export const purposeOf = ({ slug, lab }: Pick<Chapter, "slug" | "lab">): string => (lab ? `lab:${slug}` : "workshop");
