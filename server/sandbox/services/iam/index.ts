import type { Operations } from "../operation.ts";
import { ListAttachedRolePolicies } from "./attached-policies.ts";
import { GetRole } from "./get-role.ts";
import { CreateServiceLinkedRole } from "./linked-role.ts";

export const operations: Operations = { CreateServiceLinkedRole, GetRole, ListAttachedRolePolicies };
export { addLinkedRole, SERVICE_ROLE, VERIFIER } from "./roles.ts";
