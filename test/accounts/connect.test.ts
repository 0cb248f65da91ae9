import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { newParticipant, send } from "../server/http.ts";
import { type Aws, startAws } from "../support/real-account.ts";
import { type Server, startServer } from "../support/server.ts";

/* Connecting an AWS account, over HTTP: the workshop's server on one side, a second server as AWS on the other, a proxy between. */

let aws: Aws;
let server: Server;
const region = "us-east-1";

beforeAll(async () => {
  aws = await startAws();
  server = await startServer({
    env: {
      AWS_ENDPOINT_URL: aws.proxy.url,
      AWS_ACCESS_KEY_ID: aws.longTerm.accessKeyId,
      AWS_SECRET_ACCESS_KEY: aws.longTerm.secretAccessKey,
      AWS_SESSION_TOKEN: "",
      AWS_PROFILE: "",
      AWS_CONFIG_FILE: "/nowhere",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
    },
  });
});
afterEach(() => aws.proxy.clear());
afterAll(async () => {
  await server.close();
  await aws.close();
});

async function connected() {
  const me = await newParticipant(server.url);
  const keys = await aws.keys();
  const offer = (await me.post("/api/account/connect", { way: "keys", region, ...keys })).json();
  const account = (await me.post("/api/account/connect/confirm", { accountId: offer.accountId })).json();
  return { me, keys, offer, account };
}

test("pasted keys show whose account they are for, and are used once that is confirmed", async () => {
  const me = await newParticipant(server.url);
  const sandbox = await me.account();

  const offered = await me.post("/api/account/connect", { way: "keys", region, ...(await aws.keys()) });
  expect(offered.json()).toEqual({
    way: "keys",
    accountId: aws.accountId,
    arn: `arn:aws:iam::${aws.accountId}:user/participant`,
    region,
    endsAt: null,
    endpoint: aws.proxy.url,
    warning: null,
  });
  expect(await me.account()).toMatchObject({ kind: "sandbox", accountId: sandbox.accountId });

  const other = await me.post("/api/account/connect/confirm", { accountId: "999999999999" });
  expect([other.status, other.json().type]).toEqual([409, "not-offered"]);

  const confirmed = await me.post("/api/account/connect/confirm", { accountId: aws.accountId });
  expect(confirmed.json()).toMatchObject({
    kind: "real",
    accountId: aws.accountId,
    region,
    purpose: `own:${aws.accountId}:${region}`,
    connection: { way: "keys" },
  });
  expect(await me.account()).toEqual(confirmed.json());
  expect(confirmed.json()).not.toHaveProperty("credentials");

  // What only a sandbox can do is refused in a sentence.
  for (const [method, at, body] of [
    ["put", "/api/account/clock", { speed: 2 }],
    ["put", "/api/account/load", { users: 1, spawnRate: 1 }],
    ["post", "/api/account/reset", { to: "empty" }],
  ] as const)
    expect((await me[method](at, body)).json()).toMatchObject({ status: 409, type: "not-available" });
  // Chapters are done here, labs in their sandboxes.
  expect((await me.post("/api/steps/number-of-tasks/check")).json().status).toBe("fail");
  expect((await me.get("/api/timeline")).json().kinds).toEqual(["alarm", "activity", "event", "task"]);

  expect((await me.post("/api/account/connect/confirm", { accountId: aws.accountId })).status).toBe(409);
});

test("after disconnecting the sandbox is back, and the account answers nobody", async () => {
  const { me } = await connected();
  await me.post("/api/steps/number-of-tasks/check");
  const away = await me.send("DELETE", "/api/account/connect");

  expect(away.status).toBe(204);
  expect(await me.account()).toMatchObject({ kind: "sandbox", purpose: "workshop" });
});

test("ended credentials ask for new ones, and nothing is lost", async () => {
  const { me, offer } = await connected();
  await me.post("/api/steps/managing-services/check");
  const before = (await me.get("/api/progress")).json();
  const ended = {
    status: 400,
    code: "ExpiredTokenException",
    message: "The security token included in the request is expired",
  };
  aws.proxy.interfere("ListClusters", ended, 1);

  const refused = await me.get("/api/console/clusters");
  expect([refused.status, refused.json().type]).toEqual([409, "credentials-ended"]);
  expect(refused.json().next).toContain("Connect the account again");
  // They are forgotten: nobody asks AWS with them again.
  aws.proxy.asked();
  expect((await me.get("/api/console/clusters")).json().type).toBe("credentials-ended");
  expect(aws.proxy.asked()).toEqual([]);
  expect(await me.account()).toMatchObject({ kind: "real", connection: null });
  expect((await me.post("/api/steps/number-of-tasks/check")).json().checks[0].messageKey).toBe("checker.credentials");

  await me.post("/api/account/connect", { way: "keys", region, ...(await aws.keys()) });
  await me.post("/api/account/connect/confirm", { accountId: offer.accountId });
  expect((await me.get("/api/console/clusters")).status).toBe(200);
  expect((await me.get("/api/progress")).json()).toEqual(before);
});

test("a missing permission is named with the statement to add", async () => {
  const { me } = await connected();
  aws.proxy.interfere("ListClusters", { status: 400, code: "AccessDeniedException", message: "Not you." });

  const refused = (await me.get("/api/console/clusters")).json();

  expect(refused).toMatchObject({ status: 403, type: "not-allowed" });
  expect(refused.detail).toBe(`ecs:ListClusters is not allowed for arn:aws:iam::${aws.accountId}:user/participant.`);
  expect(refused.next).toContain('{"Effect":"Allow","Action":"ecs:ListClusters","Resource":"*"}');
});

/** AWS's trust policies, as far as a test needs them: a role lets in who gives the external id, or anybody. */
function role({ externalId }: { externalId: string | undefined }) {
  const sts = new STSClient({ region, endpoint: aws.owner && `${aws.server.url}/aws`, credentials: aws.longTerm });
  aws.proxy.interfere("AssumeRole", {
    async answer(asked) {
      if (externalId !== undefined && asked.get("ExternalId") !== externalId)
        return {
          status: 403,
          code: "AccessDenied",
          message: `User: x is not authorized to perform: sts:AssumeRole on resource: ${asked.get("RoleArn")}`,
        };
      const { Credentials: made } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${aws.accountId}:role/containers-workshop-verifier`,
          RoleSessionName: asked.get("RoleSessionName")!,
          ExternalId: `containers-workshop-${aws.accountId}`,
          DurationSeconds: Number(asked.get("DurationSeconds")),
        }),
      );
      return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${made!.AccessKeyId}</AccessKeyId><SecretAccessKey>${made!.SecretAccessKey}</SecretAccessKey><SessionToken>${made!.SessionToken}</SessionToken><Expiration>${made!.Expiration!.toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
    },
  });
}

test("a role is connected with the external id of its participant, and refused where it does not ask for one", async () => {
  const me = await newParticipant(server.url);
  const ways = (await me.get("/api/account/connect")).json();
  const roleArn = `arn:aws:iam::${aws.accountId}:role/containers-workshop-verifier`;
  const connect = () => me.post("/api/account/connect", { way: "role", region, roleArn });
  expect(ways.role.trustPolicy.Statement[0]).toMatchObject({
    Principal: { AWS: `arn:aws:iam::${aws.accountId}:user/participant` },
    Condition: { StringEquals: { "sts:ExternalId": ways.role.externalId } },
  });
  expect((await (await newParticipant(server.url)).get("/api/account/connect")).json().role.externalId).not.toBe(
    ways.role.externalId,
  );

  role({ externalId: undefined });
  expect((await connect()).json()).toMatchObject({
    type: "cannot-connect",
    detail: expect.stringContaining("without the external id"),
  });

  role({ externalId: "somebody-elses" });
  expect((await connect()).json()).toMatchObject({
    type: "cannot-connect",
    detail: expect.stringContaining("does not let this server in"),
  });

  role({ externalId: ways.role.externalId });
  expect((await connect()).json()).toMatchObject({
    way: "role",
    accountId: aws.accountId,
    arn: `arn:aws:sts::${aws.accountId}:assumed-role/containers-workshop-verifier/ecs-auto-scaling-workshop`,
  });
  await me.post("/api/account/connect/confirm", { accountId: aws.accountId });
  expect((await me.get("/api/console/clusters")).status).toBe(200);
});

test("the machine's own credentials are offered where they are the participant's", async () => {
  const me = await newParticipant(server.url);
  expect((await me.post("/api/account/connect", { way: "profile", region })).json()).toMatchObject({
    accountId: aws.accountId,
  });

  const open = await startServer({ env: { MACHINE_CREDENTIALS: "0", AWS_ENDPOINT_URL: aws.proxy.url } });
  const other = await newParticipant(open.url);
  expect((await other.get("/api/account/connect")).json().machine).toBe(false);
  expect((await other.post("/api/account/connect", { way: "profile", region })).json().detail).toContain(
    "not yours to use",
  );
  await open.close();

  const offered = (env: Record<string, string | undefined>) => readConfig(env).machineCredentials;
  expect(offered({})).toBe(true);
  for (const env of [{ HOST: "0.0.0.0" }, { PUBLIC_URL: "https://workshop.example.org" }, { TRUST_PROXY: "1" }])
    expect(offered(env), JSON.stringify(env)).toBe(false);
  expect(offered({ HOST: "0.0.0.0", MACHINE_CREDENTIALS: "1" })).toBe(true);
});

test.each([
  [{ way: "keys", region: "moon-north-1" }, "AWS has no Region moon-north-1."],
  [{ way: "keys", region: "cn-north-1" }, "cn-north-1 is no Region of AWS's commercial partition"],
  [{ way: "role", region, roleArn: "arn:aws-us-gov:iam::111122223333:role/x" }, "AWS GovCloud (US)"],
  [{ way: "role", region, roleArn: "my-role" }, "no ARN of a role"],
  [{ way: "keys", region, accessKeyId: "AKIAQAAAAAAAMEZHRHAH" }, "long-term key"],
  [{ way: "keys", region, accessKeyId: "hello" }, "no access key"],
  [{ way: "keys", region, secretAccessKey: "short" }, "no secret access key"],
  [{ way: "keys", region, sessionToken: "no token!" }, "no session token"],
  [{ way: "keys", region, accessKeyId: "ASIAQAAAAAAAMEZHRHAH" }, "does not know these credentials"],
  [{ way: "keys", region, secretAccessKey: "a".repeat(40) }, "secret access key does not fit"],
])("what cannot be meant is refused in a sentence: %o", async (typed, says) => {
  const me = await newParticipant(server.url);
  const keys = typed.way === "keys" ? await aws.keys() : {};

  const refused = await me.post("/api/account/connect", { ...keys, ...typed });

  expect([refused.status, refused.json().type]).toEqual([422, "cannot-connect"]);
  expect(refused.json().detail).toContain(says);
  expect(refused.json().next).not.toBe("");
});

test("a terminal says in a line what stands between it and AWS", async () => {
  const { me } = await connected();
  const type = async (line: string) => (await me.post("/api/terminals/1/lines", { line })).text;

  expect(await type("aws ecs list-clusters --region moon-north-1")).toContain("AWS has no Region moon-north-1");
  expect(await type("aws ecs update-service --service x")).toContain(
    `This changes account ${aws.accountId} in ${region}. Go on?`,
  );
  await me.post("/api/terminals/1/lines", { line: "n" });
  aws.proxy.interfere("ListClusters", { status: 400, code: "ExpiredTokenException", message: "Ended." }, 1);
  expect(await type("aws ecs list-clusters")).toContain("ExpiredTokenException");
  expect(await type("aws ecs list-clusters")).toContain("Connect it again");
});

test("another site can neither connect an account nor learn of one, and no answer is kept", async () => {
  const { me } = await connected();
  const body = JSON.stringify({ way: "profile", region });
  const headers = { cookie: me.cookie, "content-type": "application/json" };
  const at = `${server.url}/api/account/connect`;

  const rebound = await send(at, { headers: { host: "attacker.example" } });
  const foreign = await send(at, { method: "POST", headers: { ...headers, origin: "http://attacker.example" }, body });
  const form = await send(at, { method: "POST", headers: { ...headers, "content-type": "text/plain" }, body });
  const own = await me.get("/api/account");

  expect([rebound.status, foreign.status, form.status]).toEqual([421, 403, 415]);
  expect(own.headers["cache-control"]).toBe("no-store");
});

test("secrets are in no answer, no log line and no file of the server", async () => {
  const { me, keys } = await connected();
  const answers = await Promise.all(
    ["/api/account", "/api/account/connect", "/api/timeline", "/api/terminals/1", "/api/account/policy"].map((it) =>
      me.get(it),
    ),
  );
  await me.post("/api/terminals/1/lines", { line: "env; aws sts get-caller-identity", columns: 80 });
  const terminal = await me.get("/api/terminals/1");

  const files = readdirSync(server.dataDir).map((it) => readFileSync(path.join(server.dataDir, it)).toString("latin1"));
  const everything = [...answers.map(({ text }) => text), terminal.text, server.output(), ...files].join("\n");
  expect(terminal.json().scrollback).toContain(aws.accountId);
  for (const secret of [keys.secretAccessKey, keys.sessionToken, keys.accessKeyId, aws.longTerm.secretAccessKey])
    expect(everything.includes(secret)).toBe(false);
});
