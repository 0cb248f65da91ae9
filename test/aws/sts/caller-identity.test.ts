import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { ACCOUNT_ID, sdkAccount } from "../sdk-account.ts";

test("GetCallerIdentity names account, user and ARN of the keys' owner", async () => {
  const { sts } = sdkAccount();

  const { Account, UserId, Arn } = await sts.send(new GetCallerIdentityCommand({}));

  expect({ Account, UserId, Arn }).toEqual({
    Account: ACCOUNT_ID,
    UserId: "AIDAEXAMPLE",
    Arn: `arn:aws:iam::${ACCOUNT_ID}:user/participant`,
  });
});
