/** A page that holds what was asked for, and those of its parts that do. */
type Page = { url: string; meta: { title?: string }; excerpt: string; sub_results: Part[] };
type Part = { title: string; url: string; excerpt: string };
type Index = {
  init(): Promise<void>;
  debouncedSearch(
    query: string,
    options: object,
    waitMs: number,
  ): Promise<{ results: { data(): Promise<Page> }[] } | null>;
};

/** One line of the list: a part of a page, or the page where its parts have no name. */
export type Found = { url: string; page: string; title: string; excerpt: Piece[] };
/** A piece of an excerpt; what was asked for is marked. */
export type Piece = { text: string; marked: boolean };

const PAGES_MOST = 6;
const PARTS_MOST = 3;
/** Wall milliseconds without a key before the index is asked. */
const PAUSE_MS = 120;

let loading: Promise<Index> | undefined;

/** The index is loaded at the first use; where that fails, the next use tries again. */
function index(base: string): Promise<Index> {
  loading ??= load(base).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(base: string): Promise<Index> {
  // Written after the build, so that no bundler may look for it.
  const address = `${base}pagefind/pagefind.js`;
  const loaded = (await import(/* @vite-ignore */ address)) as Index;
  await loaded.init();
  return loaded;
}

/** Loads the index before the first word is typed. */
export const prepare = async (base: string): Promise<void> => void (await index(base));

/** What the site says about `query`, best first; undefined where a later question has overtaken this one. */
export async function find(base: string, query: string): Promise<Found[] | undefined> {
  const answer = await (await index(base)).debouncedSearch(query, {}, PAUSE_MS);
  if (!answer) return undefined;
  const pages = await Promise.all(answer.results.slice(0, PAGES_MOST).map((it) => it.data()));
  return pages.flatMap(linesOf);
}

function linesOf({ url, meta, excerpt, sub_results: parts }: Page): Found[] {
  const page = meta.title ?? url;
  const lines = parts.length > 0 ? parts.slice(0, PARTS_MOST) : [{ title: page, url, excerpt }];
  return lines.map((it) => ({ url: it.url, page, title: it.title, excerpt: pieces(it.excerpt) }));
}

/** An excerpt is HTML with `<mark>` alone; it is shown as text, so that nothing else of it can count. */
function pieces(excerpt: string): Piece[] {
  return excerpt
    .split(/<mark>(.*?)<\/mark>/s)
    .flatMap((text, i) => (text ? [{ text: plain(text), marked: i % 2 === 1 }] : []));
}

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'", "#x27": "'" };
const plain = (html: string) => html.replace(/&(#?\w+);/g, (all, name: string) => ENTITIES[name] ?? all);
