import { type Page, page } from "../paging.ts";
import { InvalidNextTokenException, ValidationException } from "./errors.ts";

type Asked = {
  /** The operation, and the resource its token is bound to. */
  question: unknown[];
  maxResults: number | undefined;
  /** AWS's largest page. */
  cap: number;
  token: string | undefined;
};

/**
 * One page as AWS cuts it: with MaxResults at or below the cap, that many rows and no token although more exist; without it,
 * or above the cap, a page of the cap with one (testdata/aws/applicationautoscaling/activity_lifecycle.json and
 * policy_page_boundaries.json of radkawar/stackd). A paginator that asks for small pages stops early there too.
 */
export function pageOf<Row>(
  rows: Row[],
  keyOf: (row: Row) => string,
  { question, maxResults, cap, token }: Asked,
  compare?: (a: string, b: string) => number,
): Page<Row> {
  const capped = maxResults === undefined || maxResults > cap;
  const size = capped ? cap : Math.max(0, maxResults);
  const found = page(rows, keyOf, { question, size, token, refuse: () => new InvalidNextTokenException() }, compare);
  return capped ? found : { rows: found.rows, nextToken: undefined };
}

/** Targets and policies refuse a negative size; activities answer an empty list. */
export function checkMaxResults(maxResults: number | undefined): void {
  if (maxResults !== undefined && maxResults < 0) throw new ValidationException("MaxResults cannot be less than 0");
}
