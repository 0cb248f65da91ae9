import type {
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse,
  ListTaskDefinitionsRequest,
  ListTaskDefinitionsResponse,
} from "@aws-sdk/client-ecs";
import type { TaskDefinition } from "../../world/ecs.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { invalidToken, pageSize } from "./list-page.ts";
import { mustBeOneOf } from "./refusals.ts";

/** ARNs of revisions, by family and revision. AWS: `familyPrefix` is the whole family name here (API_ListTaskDefinitions). */
export const ListTaskDefinitions = operation<ListTaskDefinitionsRequest, ListTaskDefinitionsResponse>({
  reads: true,
  run({ state, input }) {
    const { familyPrefix, status = "ACTIVE", sort = "ASC" } = input;
    mustBeOneOf("status", status, ["ACTIVE", "INACTIVE", "DELETE_IN_PROGRESS"]);
    mustBeOneOf("sort", sort, ["ASC", "DESC"]);
    const compare = sort === "ASC" ? byRevision : (a: string, b: string) => byRevision(b, a);
    const found = Object.values(state.ecs.taskDefinitions)
      .filter((it) => it.status === status && (!familyPrefix || it.family === familyPrefix))
      .sort((a, b) => compare(sortKey(a), sortKey(b)));
    const { rows, nextToken } = page(
      found,
      sortKey,
      {
        question: ["ListTaskDefinitions", familyPrefix, status, sort],
        size: pageSize(input.maxResults),
        token: input.nextToken,
        refuse: invalidToken,
      },
      compare,
    );
    return { taskDefinitionArns: rows.map((it) => it.arn), nextToken };
  },
});

/** Names of families that begin with `familyPrefix`. AWS: INACTIVE families are those without an ACTIVE revision (API_ListTaskDefinitionFamilies). */
export const ListTaskDefinitionFamilies = operation<
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionFamiliesResponse
>({
  reads: true,
  run({ state, input }) {
    const { familyPrefix = "", status = "ALL" } = input;
    mustBeOneOf("status", status, ["ACTIVE", "INACTIVE", "ALL"]);
    const active = new Map<string, boolean>();
    for (const it of Object.values(state.ecs.taskDefinitions))
      active.set(it.family, active.get(it.family) || it.status === "ACTIVE");
    const found = [...active.keys()].filter(
      (it) => it.startsWith(familyPrefix) && (status === "ALL" || active.get(it) === (status === "ACTIVE")),
    );
    const { rows, nextToken } = page(found.sort(), (it) => it, {
      question: ["ListTaskDefinitionFamilies", familyPrefix, status],
      size: pageSize(input.maxResults),
      token: input.nextToken,
      refuse: invalidToken,
    });
    return { families: rows, nextToken };
  },
});

const sortKey = ({ family, revision }: TaskDefinition) => `${family}:${revision}`;

/** Families in the order of text, revisions in that of numbers. */
function byRevision(a: string, b: string): number {
  const [familyA = "", revisionA] = a.split(":");
  const [familyB = "", revisionB] = b.split(":");
  if (familyA !== familyB) return familyA < familyB ? -1 : 1;
  return Number(revisionA) - Number(revisionB);
}
