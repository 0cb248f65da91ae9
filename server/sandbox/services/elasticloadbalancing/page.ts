import { page } from "../paging.ts";
import { ValidationError } from "./errors.ts";

/** AWS: the largest page of the Describe operations, and the default (API_DescribeLoadBalancers). */
const PAGE_SIZE_MAX = 400;

type Asked = { Marker?: string | undefined; PageSize?: number | undefined };

/** One page of `rows`, which are in the order of `keyOf`. What a wrong marker is told is our own sentence. */
export function pageOf<Row>(
  operation: string,
  rows: Row[],
  keyOf: (row: Row) => string,
  { Marker, PageSize, ...filters }: Asked,
) {
  const { rows: found, nextToken } = page(rows, keyOf, {
    question: [operation, filters],
    size: PageSize ?? PAGE_SIZE_MAX,
    token: Marker,
    refuse: () => new ValidationError("The marker is not one that this request has been given."),
  });
  return { rows: found, NextMarker: nextToken };
}

/** By ARN, the order in which a marker goes on. */
export const byArn = <Row extends { arn: string }>(rows: Row[]): Row[] => rows.sort((a, b) => (a.arn < b.arn ? -1 : 1));
