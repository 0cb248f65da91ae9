import { AssumeRoleCommand, type AssumeRoleCommandInput, type STSClient } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { ACCOUNT_ID, refusal, sdkAccount } from "../sdk-account.ts";

const RoleArn = `arn:aws:iam::${ACCOUNT_ID}:role/containers-workshop-verifier`;
const ExternalId = `containers-workshop-${ACCOUNT_ID}`;
const START = Date.UTC(2026, 10, 23, 12);

function verifier() {
  const account = sdkAccount({ now: START });
  const assume = (input: Partial<AssumeRoleCommandInput> = {}, sts: STSClient = account.sts) =>
    sts.send(new AssumeRoleCommand({ RoleArn, ExternalId, RoleSessionName: "workshop-verify", ...input }));
  return { ...account, assume };
}

test("the verifier role can be assumed with its external id, for an hour", async () => {
  const { assume, keys } = verifier();

  const { Credentials, AssumedRoleUser } = await assume();

  expect(AssumedRoleUser).toEqual({
    AssumedRoleId: expect.stringMatching(/^AROA[A-Z0-9]{17}:workshop-verify$/),
    Arn: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/containers-workshop-verifier/workshop-verify`,
  });
  expect(Credentials).toEqual({
    AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
    SecretAccessKey: expect.stringMatching(/^.{40}$/),
    SessionToken: expect.stringMatching(/^.{100,}$/),
    Expiration: new Date(START + 3_600_000),
  });
  expect(keys.get(Credentials!.AccessKeyId!)).toEqual({
    id: Credentials!.AccessKeyId,
    accountId: ACCOUNT_ID,
    secret: Credentials!.SecretAccessKey,
    sessionToken: Credentials!.SessionToken,
    expiresAt: START + 3_600_000,
    principal: AssumedRoleUser!.Arn,
    userId: AssumedRoleUser!.AssumedRoleId,
  });
});

test("without the external id, with a wrong one and for any other role the answer is the same", async () => {
  const { assume } = verifier();
  const other = `arn:aws:iam::${ACCOUNT_ID}:role/nobody-made-this`;
  const linked = `arn:aws:iam::${ACCOUNT_ID}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`;

  for (const input of [
    { ExternalId: undefined },
    { ExternalId: "guessed" },
    { RoleArn: other },
    { RoleArn: linked },
    { RoleArn: RoleArn.replace(ACCOUNT_ID, "999988887777") },
  ])
    expect(await refusal(assume(input))).toEqual({
      name: "AccessDenied",
      message: `User: arn:aws:iam::${ACCOUNT_ID}:user/participant is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn ?? RoleArn}`,
      status: 403,
    });
});

test("what AWS would act on and the sandbox cannot is refused, and so is a session that is too long", async () => {
  const { assume } = verifier();

  expect((await refusal(assume({ Policy: "{}" }))).message).toBe("This sandbox does not have Policy.");
  expect((await refusal(assume({ DurationSeconds: 3601 }))).message).toBe(
    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
  );
  expect((await refusal(assume({ DurationSeconds: 899 }))).message).toContain(
    "'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
  );
  expect((await refusal(assume({ RoleSessionName: "two words" }))).message).toContain(
    "'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
  );
});
