import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from "@aws-sdk/client-iam";
import { all, length, pattern, range } from "../constraints.ts";
import { operation } from "../operation.ts";
import { page } from "../paging.ts";
import { ValidationError } from "./errors.ts";
import { acceptsRoleName, findRole } from "./get-role.ts";

/** AWS: where MaxItems says nothing (API_ListAttachedRolePolicies). */
const PAGE_SIZE = 100;

/** The managed policies that are attached to a role. */
export const ListAttachedRolePolicies = operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse>({
  reads: true,
  accepts: {
    ...acceptsRoleName,
    PathPrefix: all(length(1, 512), pattern(/\/|\/[!-~]+\/|\/[!-~]*/)),
    Marker: length(1, 320),
    MaxItems: range(1, 1000),
  },
  run({ world, input }) {
    const { RoleName, PathPrefix = "/", Marker, MaxItems = PAGE_SIZE } = input;
    const arns = findRole(world, RoleName!).policies.filter((it) => pathOf(it).startsWith(PathPrefix));
    const { rows, nextToken } = page(arns.sort(), (arn) => arn, {
      question: ["ListAttachedRolePolicies", RoleName, PathPrefix],
      size: MaxItems,
      token: Marker,
      refuse: () => new ValidationError(`Invalid Marker: ${Marker}`), // The sentence is ours.
    });
    return {
      AttachedPolicies: rows.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf("/") + 1), PolicyArn: arn })),
      IsTruncated: nextToken !== undefined,
      ...(nextToken !== undefined && { Marker: nextToken }),
    };
  },
});

/** `/aws-service-role/` of `arn:aws:iam::aws:policy/aws-service-role/Name`. */
const pathOf = (arn: string) => arn.slice(arn.indexOf("/"), arn.lastIndexOf("/") + 1);
