import { type CollectionEntry, getEntry, render } from "astro:content";

/** Absent operations beyond so many are folded away behind their number. */
const MOST_IN_SIGHT = 12;

type Heading = { depth: number; slug: string; text: string };
/** A part of the page, its own parts below it. */
export type Part = Heading & { parts: Heading[] };

/** The sandbox's README as a page: its title, its parts, and its text made readable on a screen. */
export async function truthPage(): Promise<{ title: string; parts: Part[]; html: string }> {
  const entry = (await getEntry("truth", "readme")) as CollectionEntry<"truth">;
  const { headings } = await render(entry);
  const parts: Part[] = [];
  for (const heading of headings) {
    if (heading.depth === 2) parts.push({ ...heading, parts: [] });
    if (heading.depth === 3) parts.at(-1)?.parts.push(heading);
  }
  const title = headings.find(({ depth }) => depth === 1)!.text;
  return { title, parts, html: readable(entry.rendered!.html) };
}

/** The page has a title of its own; tables become cards where there is no room, long lists are folded, codes of sources lead to them. */
function readable(html: string): string {
  return withLinkedSources(
    html
      .replace(/<h1.*?<\/h1>/s, "")
      .replace(/<code>.*?<\/code>/gs, breakable)
      .replace(/<table>.*?<\/table>/gs, cards)
      .replace(/<p>Absent: (.*?)<\/p>/gs, folded),
  );
}

/** A name breaks between its words, a long path after a folder. */
const breakable = (code: string): string => code.replace(/(?<=[a-z])(?=[A-Z])|(?<=\/[\w-]+\/)(?=\w)/g, "<wbr>");

/**
 * Each cell knows the name of its column. The roles keep the table a table for screen readers where it is laid out as cards. A column
 * without a name has no header, and nothing to repeat.
 */
function cards(table: string): string {
  const labels = [...table.matchAll(/<th(?: [^>]*)?>(.*?)<\/th>/gs)].map(([, label]) => label!);
  return table
    .replace("<table>", '<table role="table">')
    .replace(/<(thead|tbody)>/g, '<$1 role="rowgroup">')
    .replace(/<th( [^>]*)?><\/th>/g, '<td role="cell"></td>')
    .replace(/<th( [^>]*)?>/g, '<th scope="col" role="columnheader">')
    .replace(/<tr>(.*?)<\/tr>/gs, (_, cells: string) => {
      let column = 0;
      return `<tr role="row">${cells.replace(/<td[^>]*>/g, () => `<td role="cell" data-label="${labels[column++] ?? ""}">`)}</tr>`;
    });
}

function folded(paragraph: string, list: string): string {
  const count = list.split("</code>").length - 1;
  if (count <= MOST_IN_SIGHT) return paragraph;
  return `<details><summary>Absent: ${count} operations</summary><p>${list}</p></details>`;
}

/** The codes in the first column of the last table are what everything else refers to. */
function withLinkedSources(html: string): string {
  const start = html.lastIndexOf("<table");
  const codes = new Set<string>();
  const sources = html
    .slice(start)
    .replace(/(<tr role="row">\s*<td[^>]*>)([^<]*)(<\/td>)/g, (_, open: string, cell: string, close: string) => {
      const named = cell.split(", ").map((code) => {
        codes.add(code);
        return `<b id="source-${code.toLowerCase()}">${code}</b>`;
      });
      return open + named.join(", ") + close;
    });
  // Text outside headings, links and code: what stands in backticks is AWS's or ours, never a source.
  const linked = html
    .slice(0, start)
    .split(/(<(?:code|a|h\d)\b.*?<\/(?:code|a|h\d)>|<[^>]*>)/s)
    .map((piece) =>
      piece.startsWith("<")
        ? piece
        : piece.replace(/\b[A-Z]{2,8}\b/g, (word) =>
            codes.has(word) ? `<a href="#source-${word.toLowerCase()}">${word}</a>` : word,
          ),
    );
  return linked.join("") + sources;
}
