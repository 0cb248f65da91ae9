import { failed } from "./failure.ts";
import { writeJsonLine } from "./output/json.ts";
import type { Paginator } from "./paginators.ts";
import type { Value } from "./python.ts";

export type Output = { [name: string]: Value };

export type Paging = {
  pageSize: number | undefined;
  maxItems: number | undefined;
  startingToken: string | undefined;
  /** Whether any of these was in the line. */
  asked: boolean;
};

/** Pages of one operation; `resumeToken` is known when all have been read. */
export type Pages = AsyncIterable<Output> & {
  paginator: Paginator;
  resumeToken(): string | undefined;
  /** What a page says besides its lists and tokens: it is said once. */
  besides(page: Output): Output;
};

type Token = Record<string, Value>;
const TRUNCATED = "boto_truncate_amount";

/**
 * Asks page after page as the CLI's paginators do: `--max-items` counts the first list, cuts the page in which it is reached,
 * and leaves a token that remembers where.
 */
export function pagesOf(
  paginator: Paginator,
  { pageSize, maxItems, startingToken }: Paging,
  input: Record<string, unknown>,
  ask: (input: Record<string, unknown>) => Promise<Output>,
): Pages {
  const { inputToken, outputToken, limit, more, results } = paginator;
  const primary = results[0]!;
  let resume: Token | undefined;

  async function* read() {
    let token: Token = { [inputToken]: null };
    let skipped = 0;
    if (startingToken !== undefined) ({ token, skipped } = readToken(startingToken, inputToken));
    let count = 0;
    for (let first = true; ; first = false) {
      const sent = { ...input };
      if (token[inputToken] !== null) sent[inputToken] = token[inputToken];
      if (pageSize !== undefined && limit) sent[limit] = pageSize;
      const page = await ask(sent);
      const next = more !== undefined && page[more] !== true ? undefined : (page[outputToken] as string | undefined);
      if (first && startingToken !== undefined) skip(page, results, skipped);
      else skipped = first ? skipped : 0;
      const items = (page[primary] as Value[] | undefined) ?? [];
      const over = maxItems === undefined ? 0 : count + items.length - maxItems;
      if (over > 0) {
        const kept = items.length - over;
        page[primary] = items.slice(0, kept);
        for (const name of results.slice(1)) if (name in page) page[name] = [];
        resume = { ...token, [TRUNCATED]: kept + skipped };
        yield page;
        return;
      }
      yield page;
      count += items.length;
      if (!next) return;
      if (maxItems !== undefined && count === maxItems) {
        resume = { [inputToken]: next };
        return;
      }
      if (next === token[inputToken])
        throw failed(
          `Error during pagination: The same next token was received twice: ${writeJsonLine({ [inputToken]: next })}`,
        );
      token = { [inputToken]: next };
    }
  }
  return {
    paginator,
    [Symbol.asyncIterator]: read,
    besides: (page) =>
      Object.fromEntries(
        Object.entries(page).filter(([name]) => ![...results, inputToken, outputToken, more].includes(name)),
      ),
    resumeToken: () => resume && Buffer.from(writeJsonLine(resume)).toString("base64"),
  };
}

/** All pages as one answer: only the lists that grow, and what does not belong to a page. */
export async function wholeOf(pages: Pages): Promise<Output> {
  const { results } = pages.paginator;
  const whole: Output = {};
  let others: Output | undefined;
  for await (const page of pages) {
    for (const name of results) {
      const list = page[name] as Value[] | undefined;
      if (list) whole[name] = [...((whole[name] as Value[]) ?? []), ...list];
    }
    others ??= pages.besides(page);
  }
  Object.assign(whole, others);
  const resume = pages.resumeToken();
  if (resume !== undefined) whole.NextToken = resume;
  return whole;
}

/** A first page that was begun before: what has been shown is taken away. */
function skip(page: Output, results: string[], skipped: number): void {
  const [primary, ...others] = results;
  const items = page[primary!] as Value[] | undefined;
  if (items) page[primary!] = items.slice(skipped);
  if (skipped > 0) for (const name of others) if (name in page) page[name] = [];
}

function readToken(text: string, inputToken: string): { token: Token; skipped: number } {
  try {
    const { [TRUNCATED]: skipped, ...token } = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    return { token: { [inputToken]: null, ...token }, skipped: Number(skipped ?? 0) };
  } catch {
    return { token: { [inputToken]: text }, skipped: 0 };
  }
}
