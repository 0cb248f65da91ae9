import type { Millis } from "./world.ts";

/** Roles that came to an account since it began, by name. IAM is one for all Regions. */
export type IamState = { roles: Record<string, AddedRole> };

/** A role that somebody added; what its kind says of it (`services/iam/roles.ts`) is not kept. */
export type AddedRole = { createdAt: Millis; description?: string };
