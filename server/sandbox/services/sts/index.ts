import type { Operations } from "../operation.ts";
import { AssumeRole } from "./assume-role.ts";
import { GetCallerIdentity } from "./caller-identity.ts";
import { GetSessionToken } from "./session-token.ts";

export const operations: Operations = { AssumeRole, GetCallerIdentity, GetSessionToken };
export { sessionIn } from "./session.ts";
