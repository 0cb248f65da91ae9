import {
  AssumeRoleCommand,
  type Credentials,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { newParticipant } from "./http.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function participant() {
  const { endpointUrl, credentials, accountId } = await (await newParticipant(server.url)).account();
  const client = (keys: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new STSClient({ endpoint: endpointUrl, credentials: keys, region: "us-east-1", maxAttempts: 1 });
  const withKeys = (keys: Credentials | undefined) =>
    client({
      accessKeyId: keys!.AccessKeyId!,
      secretAccessKey: keys!.SecretAccessKey!,
      sessionToken: keys!.SessionToken!,
    });
  return { accountId, sts: client(credentials!), client, withKeys };
}

test("the keys of a session token sign for the same user, over HTTP", async () => {
  const { accountId, sts, withKeys } = await participant();

  const { Credentials } = await sts.send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
  const { Arn } = await withKeys(Credentials).send(new GetCallerIdentityCommand());

  expect(Credentials!.AccessKeyId).toMatch(/^ASIA/);
  expect(Arn).toBe(`arn:aws:iam::${accountId}:user/participant`);
});

test("the keys of a role sign for its session, which cannot ask for a session token and chains for an hour at most", async () => {
  const { accountId, sts, withKeys } = await participant();
  const assume = new AssumeRoleCommand({
    RoleArn: `arn:aws:iam::${accountId}:role/containers-workshop-verifier`,
    RoleSessionName: "sess",
    ExternalId: `containers-workshop-${accountId}`,
  });

  const { Credentials, AssumedRoleUser } = await sts.send(assume);
  const session = withKeys(Credentials);
  const { Arn, UserId, Account } = await session.send(new GetCallerIdentityCommand());

  expect({ Arn, UserId, Account }).toEqual({
    Arn: `arn:aws:sts::${accountId}:assumed-role/containers-workshop-verifier/sess`,
    UserId: AssumedRoleUser!.AssumedRoleId,
    Account: accountId,
  });
  await expect(session.send(new GetSessionTokenCommand())).rejects.toMatchObject({
    name: "AccessDenied",
    message: "Cannot call GetSessionToken with session credentials",
  });
  await expect(session.send(new AssumeRoleCommand({ ...assume.input, DurationSeconds: 3601 }))).rejects.toMatchObject({
    name: "ValidationError",
    message: "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
  });
});

test("a session token is as long as asked, and signs all the same", async () => {
  const { sts, withKeys } = await participant();

  const { Credentials } = await sts.send(new GetSessionTokenCommand({ MinimumSessionTokenSize: 4096 }));

  expect(Credentials!.SessionToken!.length).toBeGreaterThanOrEqual(4096);
  await withKeys(Credentials).send(new GetCallerIdentityCommand());
  await expect(sts.send(new GetSessionTokenCommand({ MinimumSessionTokenSize: 4097 }))).rejects.toMatchObject({
    name: "ValidationError",
  });
});

test("temporary keys without their token, or with that of others, are nobody's", async () => {
  const { sts, client, withKeys } = await participant();
  const one = (await sts.send(new GetSessionTokenCommand())).Credentials!;
  const two = (await sts.send(new GetSessionTokenCommand())).Credentials!;

  const tokenless = client({ accessKeyId: one.AccessKeyId!, secretAccessKey: one.SecretAccessKey! });
  const mixed = withKeys({ ...one, SessionToken: two.SessionToken });

  for (const caller of [tokenless, mixed])
    await expect(caller.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: "InvalidClientTokenId",
      $metadata: { httpStatusCode: 403 },
    });
});
