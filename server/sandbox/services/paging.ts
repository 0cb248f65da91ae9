import { hash } from "../world/random.ts";

export type PageRequest = {
  /** The operation and whatever narrows its list: a token serves the same question only. */
  question: readonly unknown[];
  /** Rows of one page. */
  size: number;
  /** The token of the page before, as the caller sent it. */
  token?: string | undefined;
  /** What a caller is told whose token is not one of this question's. */
  refuse: () => Error;
};

export type Page<Row> = { rows: Row[]; nextToken: string | undefined };

/** How keys sort: as text, unless the list has another order. */
type Compare = (a: string, b: string) => number;
const ascending: Compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * One page of a list that is sorted by `keyOf` in the order of `compare`. The token holds the key of the last row given out,
 * so it needs no memory, survives a restart, and goes on correctly when rows come or go between two pages.
 */
export function page<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { question, size, token, refuse }: PageRequest,
  compare: Compare = ascending,
): Page<Row> {
  let start = 0;
  if (token !== undefined) {
    const last = readToken(token, question);
    if (last === undefined) throw refuse();
    while (start < rows.length && compare(keyOf(rows[start]!), last) <= 0) start++;
  }
  const end = start + size;
  const more = end < rows.length && size > 0;
  return { rows: rows.slice(start, end), nextToken: more ? writeToken(keyOf(rows[end - 1]!), question) : undefined };
}

const questionOf = (question: readonly unknown[]) => hash(JSON.stringify(question)).toString(16).padStart(8, "0");

/** Base64 of the question's hash and the key; a check sum over both tells a token from any other text. */
function writeToken(key: string, question: readonly unknown[]): string {
  const body = `${questionOf(question)}.${encodeURIComponent(key)}`;
  return btoa(`${hash(body).toString(16).padStart(8, "0")}.${body}`);
}

/** The key of the last row given out; undefined for a token that is not this question's. */
function readToken(token: string, question: readonly unknown[]): string | undefined {
  try {
    const [, sum, asked, key] = /^([0-9a-f]{8})\.([0-9a-f]{8})\.(.*)$/.exec(atob(token)) ?? [];
    if (key === undefined || asked !== questionOf(question)) return undefined;
    if (hash(`${asked}.${key}`).toString(16).padStart(8, "0") !== sum) return undefined;
    return decodeURIComponent(key);
  } catch {
    return undefined; // not base64, or not our encoding
  }
}
