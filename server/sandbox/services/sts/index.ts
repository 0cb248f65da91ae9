import type { Operations } from "../operation.ts";
import { GetCallerIdentity } from "./caller-identity.ts";

export const operations: Operations = { GetCallerIdentity };
