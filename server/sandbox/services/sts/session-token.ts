import type { GetSessionTokenRequest, GetSessionTokenResponse } from "@aws-sdk/client-sts";
import { range } from "../constraints.ts";
import { operation } from "../operation.ts";
import { AccessDenied, refuseMembers } from "./errors.ts";
import type { Granted } from "./session.ts";

/** AWS: twelve hours where the request says nothing (API_GetSessionToken). */
const DURATION_SECONDS_DEFAULT = 43_200;

/** Temporary credentials of the caller, who stays the same. */
export const GetSessionToken = operation<GetSessionTokenRequest, Granted<GetSessionTokenResponse>>({
  reads: true,
  accepts: { DurationSeconds: range(900, 129_600), MinimumSessionTokenSize: range(0, 4096) },
  run({ caller, input }) {
    refuseMembers(input, ["SerialNumber", "TokenCode"]);
    const { principal, userId } = caller;
    // AWS's text as callers saw it. Simplified: a user's own session may ask again, which AWS refuses too.
    if (principal.includes(":assumed-role/"))
      throw new AccessDenied("Cannot call GetSessionToken with session credentials");
    const durationSeconds = input.DurationSeconds ?? DURATION_SECONDS_DEFAULT;
    return { session: { principal, userId, durationSeconds, tokenLength: input.MinimumSessionTokenSize ?? 0 } };
  },
});
