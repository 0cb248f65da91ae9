/** One step of a chapter, as its MDX source declares it. */
export type Step = {
  id: string;
  title: string;
  kind: "check" | "read";
  hints: string[];
  /** Done alone, with other names and numbers; by it a chapter can be tested out. */
  alone?: true;
};

const STEP = /<Step\s([^>]*)>([\s\S]*?)<\/Step>/g;
const HINT = /<Hint(?![^>]*\slevel=)(?:\s[^>]*)?>([\s\S]*?)<\/Hint>/g;
const ATTRIBUTE = /([a-z]+)="([^"]*)"/g;

/**
 * The steps of a chapter in the order of its text. Read from the source and not from the page, since the server needs them
 * as data (dist/workshop.json). Attributes are plain strings in double quotes; anything else stops the build here.
 */
export function stepsOf(source: string, file: string): Step[] {
  return [...source.matchAll(STEP)].map(([, attributes = "", body = ""]) => {
    const { id, title, kind, transfer } = Object.fromEntries(
      [...attributes.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value]),
    );
    if (!id || !title)
      throw new Error(
        `${file}: a <Step> needs id="…" and title="…" in double quotes, found <Step ${attributes.trim()}>.`,
      );
    if (kind !== "check" && kind !== "read")
      throw new Error(`${file}: the step ${id} needs kind="check" or kind="read".`);
    const hints = [...body.matchAll(HINT)].map(([, hint = ""]) => plainText(hint));
    return { id, title, kind, hints, ...(transfer && { alone: true as const }) };
  });
}

/** Markdown of a sentence or two as plain text. */
function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/<\/?[A-Za-z][^>]*>/g, "")
    .replace(/[*_`]/g, (mark, at: number) => (mark === "_" && /\w/.test(markdown[at - 1] ?? "") ? mark : ""))
    .replace(/\s+/g, " ")
    .trim();
}
