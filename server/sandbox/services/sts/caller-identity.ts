import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import { operation } from "../operation.ts";

/** Who the caller's keys belong to. Needs no permission and takes no input (API_GetCallerIdentity). */
export const GetCallerIdentity = operation<GetCallerIdentityRequest, GetCallerIdentityResponse>({
  reads: true,
  run: ({ caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.principal }),
});
