import { InvalidParameterException } from "./errors.ts";

/** AWS: the largest page of the List operations, and the default of all but ListServices (API_ListClusters, API_ListTasks). */
const PAGE_MAX = 100;

/** Rows of one page. AWS: more than 100 are refused (testdata/aws/ecs/services.json); for less than 1 the sentence is ours. */
export function pageSize(maxResults: number | undefined, byDefault: number = PAGE_MAX): number {
  if (maxResults === undefined) return byDefault;
  if (maxResults > PAGE_MAX) throw new InvalidParameterException(`Max results can not be greater than ${PAGE_MAX}`);
  if (maxResults < 1) throw new InvalidParameterException("Max results can not be lesser than 1");
  return maxResults;
}

/** What a caller is told whose token is not one of this list's. Simplified: the code is AWS's, the sentence ours. */
export const invalidToken = () => new InvalidParameterException("Invalid next token.");
