import type { AssumeRoleRequest, AssumeRoleResponse } from "@aws-sdk/client-sts";
import { all, length, pattern, range } from "../constraints.ts";
import { externalId, type Role, verifierRole } from "../iam/roles.ts";
import { type Caller, operation } from "../operation.ts";
import { AccessDenied, refuseMembers, ValidationError } from "./errors.ts";
import type { Granted } from "./session.ts";

/** AWS: seconds of a session where the request says none, and the most of one assumed from a role's session (API_AssumeRole). */
const DURATION_SECONDS_DEFAULT = 3600;
const CHAINED_SECONDS_MAX = 3600;

const NOT_HERE = [
  "Policy",
  "PolicyArns",
  "ProvidedContexts",
  "SerialNumber",
  "SourceIdentity",
  "Tags",
  "TokenCode",
  "TransitiveTagKeys",
];

/**
 * Grants a session of a role. AWS: whether there is no such role, the caller is not trusted or the external id is wrong, the
 * answer is the same (iam user guide, troubleshooting roles). Simplified: only callers of the account itself can be trusted.
 */
export const AssumeRole = operation<AssumeRoleRequest, Granted<AssumeRoleResponse>>({
  reads: true,
  accepts: {
    RoleArn: length(20, 2048),
    RoleSessionName: all(length(2, 64), pattern(/[\w+=,.@-]*/, "[\\w+=,.@-]*")),
    ExternalId: all(length(2, 1224), pattern(/[\w+=,.@:/-]*/, "[\\w+=,.@:\\/-]*")),
    DurationSeconds: range(900, 43_200),
    MinimumSessionTokenSize: range(0, 4096),
  },
  run({ caller, input }) {
    const { RoleArn = "", RoleSessionName = "", DurationSeconds: durationSeconds = DURATION_SECONDS_DEFAULT } = input;
    // Recorded in LocalStack's snapshots of AWS (tests/aws/services/sts, assume-role).
    if (!/^arn:aws[\w-]*:iam::\d{12}:role\/.+$/.test(RoleArn)) throw new ValidationError(`${RoleArn} is invalid`);
    refuseMembers(input, NOT_HERE);
    const role = verifierRole(caller.accountId);
    if (RoleArn !== role.arn || input.ExternalId !== externalId(caller.accountId))
      throw new AccessDenied(
        `User: ${caller.principal} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
      );
    checkDuration(durationSeconds, role, caller);
    const userId = `${role.id}:${RoleSessionName}`;
    const principal = `arn:aws:sts::${caller.accountId}:assumed-role/${role.name}/${RoleSessionName}`;
    return {
      AssumedRoleUser: { AssumedRoleId: userId, Arn: principal },
      session: { principal, userId, durationSeconds, tokenLength: input.MinimumSessionTokenSize ?? 0 },
    };
  },
});

/** Texts as callers of the AWS CLI and SDKs saw them ("ValidationError … when calling the AssumeRole operation"). */
function checkDuration(seconds: number, role: Role, { principal }: Caller): void {
  if (principal.includes(":assumed-role/") && seconds > CHAINED_SECONDS_MAX)
    throw new ValidationError(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  if (seconds > role.maxSessionSeconds)
    throw new ValidationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
}
