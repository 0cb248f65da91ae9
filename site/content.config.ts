import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

/** One chapter per numbered file: the number gives the order, the rest of the name the address. */
const numbered = (base: string) =>
  glob({
    base,
    pattern: "[0-9]*.mdx",
    generateId: ({ entry }) => entry.replace(/^\d+-/, "").replace(/\.mdx$/, ""),
  });

const schema = z.strictObject({
  title: z.string().describe("as in the table of contents, without its number"),
  summary: z.string().describe("one sentence for the table of contents and for search engines"),
  objective: z.string().describe("what a reader can do afterwards"),
  prerequisite: z.string().describe("in which state the account is when the chapter begins"),
  minutes: z.number().int().describe("minutes at the default speed of the account's clock"),
});

const chapters = defineCollection({ loader: numbered("./content"), schema });
/** A lab reads like a chapter and stands beside the workshop's order, with an account of its own. */
const labs = defineCollection({ loader: numbered("./content/labs"), schema });
/** Chapters and labs in Portuguese, under the names of the English ones: content/pt-br/labs/1-step-scaling.mdx is `labs/step-scaling`. */
const translations = defineCollection({
  loader: glob({
    base: "./content/pt-br",
    pattern: "{,labs/}[0-9]*.mdx",
    generateId: ({ entry }) => entry.replace(/\d+-([^/]*)\.mdx$/, "$1"),
  }),
  schema,
});
/** The page *How true is the sandbox?*: the README that the tests hold against the sandbox's code. */
const truth = defineCollection({ loader: glob({ base: "./server/sandbox", pattern: "README.md" }) });

export const collections = { chapters, labs, translations, truth };
