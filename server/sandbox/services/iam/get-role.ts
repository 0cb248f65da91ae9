import type { GetRoleRequest, GetRoleResponse, Role as RoleAnswer } from "@aws-sdk/client-iam";
import type { World } from "../../world/world.ts";
import { length } from "../constraints.ts";
import { operation } from "../operation.ts";
import { NoSuchEntityException, ValidationError } from "./errors.ts";
import { type Role, roleOf } from "./roles.ts";

/** AWS: characters of a role's name (API_GetRole). */
export const acceptsRoleName = { RoleName: length(1, 64) };

/** One role with its trust policy. */
export const GetRole = operation<GetRoleRequest, GetRoleResponse>({
  reads: true,
  accepts: acceptsRoleName,
  run({ world, input }) {
    const role = findRole(world, input.RoleName!);
    // AWS: a role that was not used in the last 400 days has an empty RoleLastUsed (API_RoleLastUsed); nothing here uses one.
    return { Role: { ...roleAnswer(role), MaxSessionDuration: role.maxSessionSeconds, RoleLastUsed: {} } };
  },
});

/** Texts as LocalStack's snapshots of AWS (tests/aws/services/iam/test_iam_roles) and callers of the AWS CLI have them. */
export function findRole(world: World, name: string): Role {
  if (!/^[\w+=,.@-]+$/.test(name))
    throw new ValidationError(
      "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
    );
  const role = roleOf(world, name);
  if (!role) throw new NoSuchEntityException(`The role with name ${name} cannot be found.`);
  return role;
}

/** What every answer says of a role. AWS: policies are URL-encoded JSON (API_GetRole, RFC 3986). */
export const roleAnswer = (role: Role, trust: object = role.trust): RoleAnswer => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
  ...(role.description !== undefined && { Description: role.description }),
});
