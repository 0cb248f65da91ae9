import { hash } from "../../world/random.ts";

/** A role, and the external id without which its trust policy lets nobody in. */
export type Role = { arn: string; name: string; id: string; externalId: string; maxSessionSeconds: number };

const VERIFIER = "containers-workshop-verifier";
/** AWS: a role's longest session unless it says otherwise (API_CreateRole of IAM). */
const SESSION_SECONDS_MAX = 3600;

/**
 * The one role of an account that its users may assume: whoever checks the workshop would be given it in a real account. AWS's
 * service-linked roles are for their services alone. The external id is no secret (iam user guide, "Access to AWS accounts owned
 * by third parties").
 */
export function verifierRole(accountId: string): Role {
  return {
    arn: `arn:aws:iam::${accountId}:role/${VERIFIER}`,
    name: VERIFIER,
    id: roleId(accountId),
    externalId: `containers-workshop-${accountId}`,
    maxSessionSeconds: SESSION_SECONDS_MAX,
  };
}

/** AWS: AROA and 17 letters or digits (iam user guide, "Unique identifiers"); the same at every call, without being kept. */
function roleId(accountId: string): string {
  const digits = [1, 2, 3].map((it) => hash(`role ${it} of ${accountId}`).toString(32).padStart(7, "0"));
  return `AROA${digits.join("").slice(0, 17).toUpperCase()}`;
}
