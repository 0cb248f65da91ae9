import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeServicesCommand, ECSClient, ListClustersCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { newParticipant, send } from "./http.ts";

let server: Server;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const cluster = "containers-workshop-ecs-cluster";
const service = "containers-workshop-ecs-service";
const resource = {
  ServiceNamespace: "ecs",
  ResourceId: `service/${cluster}/${service}`,
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

/** What a participant gives an SDK client of their own. */
async function clientConfig(url = server.url, region = "us-east-1") {
  const { endpointUrl, credentials, accountId } = await (await newParticipant(url)).account();
  return { accountId, config: { endpoint: endpointUrl, credentials, region, maxAttempts: 1 } };
}

test("every covered service answers an SDK client with real signatures over HTTP", async () => {
  const { accountId, config } = await clientConfig();

  expect((await new STSClient(config).send(new GetCallerIdentityCommand())).Account).toBe(accountId);
  expect((await new ECSClient(config).send(new ListClustersCommand())).clusterArns).toEqual([
    `arn:aws:ecs:us-east-1:${accountId}:cluster/${cluster}`,
  ]);
  expect((await new CloudWatchClient(config).send(new DescribeAlarmsCommand())).MetricAlarms).toEqual([]);
  expect(
    (
      await new ApplicationAutoScalingClient(config).send(
        new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" }),
      )
    ).ScalableTargets,
  ).toEqual([]);
  const { LoadBalancers } = await new ElasticLoadBalancingV2Client(config).send(new DescribeLoadBalancersCommand());
  expect(LoadBalancers).toMatchObject([{ LoadBalancerName: "containers-workshop-alb" }]);
});

test("what one participant does in their account, another never sees", async () => {
  const [anna, berta] = await Promise.all([clientConfig(), clientConfig()]);
  await new ApplicationAutoScalingClient(anna.config).send(
    new RegisterScalableTargetCommand({ ...resource, MinCapacity: 1, MaxCapacity: 5 }),
  );
  await new ECSClient(anna.config).send(new UpdateServiceCommand({ cluster, service, desiredCount: 3 }));

  const others = await new ApplicationAutoScalingClient(berta.config).send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" }),
  );
  const { services } = await new ECSClient(berta.config).send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );

  expect(others.ScalableTargets).toEqual([]);
  expect(services).toMatchObject([{ desiredCount: 1 }]);
});

test("naming another account's resource by its ARN does not open it", async () => {
  const [anna, berta] = await Promise.all([clientConfig(), clientConfig()]);
  const foreign = `arn:aws:ecs:us-east-1:${anna.accountId}:cluster/${cluster}`;

  const update = new ECSClient(berta.config).send(
    new UpdateServiceCommand({ cluster: foreign, service, desiredCount: 4 }),
  );
  await update.catch(() => undefined);

  const { services } = await new ECSClient(anna.config).send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  expect(services).toMatchObject([{ desiredCount: 1 }]);
});

test("one participant's key id with another's secret is nobody", async () => {
  const [anna, berta] = await Promise.all([clientConfig(), clientConfig()]);
  const mixed = {
    ...anna.config,
    credentials: {
      accessKeyId: anna.config.credentials.accessKeyId,
      secretAccessKey: berta.config.credentials.secretAccessKey,
    },
  };

  await expect(new ECSClient(mixed).send(new ListClustersCommand())).rejects.toMatchObject({
    name: "InvalidSignatureException",
  });
});

test("the identity of the site opens nothing at the AWS endpoint", async () => {
  const { token, cookie } = await newParticipant(server.url);

  const answer = await send(`${server.url}/aws/`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      cookie,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonEC2ContainerServiceV20141113.ListClusters",
    },
    body: "{}",
  });

  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
});

test("the AWS endpoint knows nothing of the site: no cookie, no security headers, no compression", async () => {
  const answer = await send(`${server.url}/aws`, {
    method: "POST",
    headers: { "accept-encoding": "gzip, br" },
    body: "{}",
  });

  for (const name of ["set-cookie", "content-security-policy", "content-encoding", "x-powered-by"]) {
    expect(answer.headers[name]).toBeUndefined();
  }
  expect(answer.headers["x-amzn-requestid"]).toMatch(/^[\da-f-]{36}$/);
});

test("a request longer than AWS takes is refused, and the server goes on", async () => {
  const answer = await send(`${server.url}/aws/`, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonEC2ContainerServiceV20141113.ListClusters",
    },
    body: new Uint8Array(1_100_000),
  });

  expect(answer.status).toBe(413);
  expect((await send(`${server.url}/api/health`)).status).toBe(200);
});

test.each(["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"])("%s is no request of AWS's", async (method) => {
  const answer = await send(`${server.url}/aws`, { method });

  expect([answer.status, answer.text]).toEqual([404, method === "HEAD" ? "" : "<UnknownOperationException/>\n"]);
});

test.each([
  ["transfer-encoding", "chunked"],
  ["expect", "100-continue"],
  ["content-encoding", "identity"],
])("a body arrives whole with %s: %s", async (name, value) => {
  const { endpointUrl } = await (await newParticipant(server.url)).account();

  const answer = await send(endpointUrl, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", [name]: value },
    body: "Action=Absent&Version=2011-06-15",
  });

  expect(answer.text).toContain("Could not find operation Absent for version 2011-06-15");
});

test("behind a proxy on a path of its own, clients sign for the public address", async () => {
  const proxied = await startServer({ env: { PUBLIC_URL: "http://class.localhost:8080/workshop" } });
  const { endpointUrl, credentials, accountId } = await (await newParticipant(proxied.url)).account();
  expect(endpointUrl).toBe("http://class.localhost:8080/workshop/aws");
  const client = new STSClient({ endpoint: endpointUrl, credentials, region: "us-east-1", maxAttempts: 1 });
  // What a proxy does: the request goes to the server as it was signed, with or without the path of the public address.
  let keepsPath = true;
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { hostname: string; port: number; path: string };
      const { hostname, port } = new URL(proxied.url);
      Object.assign(request, {
        hostname,
        port: Number(port),
        path: keepsPath ? request.path : request.path.replace("/workshop", ""),
      });
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );

  expect((await client.send(new GetCallerIdentityCommand())).Account).toBe(accountId);
  keepsPath = false;
  expect((await client.send(new GetCallerIdentityCommand())).Account).toBe(accountId);
  await proxied.close();
});

test("the AWS settings of whoever starts the server do not count", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "workshop-profile-"));
  const profile = path.join(folder, "config");
  writeFileSync(
    profile,
    "[default]\nregion = mars\nendpoint_url = http://127.0.0.1:9\nmax_attempts = none\n[profile broken\n",
  );
  const hostile = await startServer({
    env: {
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      AWS_ENDPOINT_URL_ECS: "http://127.0.0.1:9",
      AWS_ENDPOINT_URL_CLOUDWATCH: "http://127.0.0.1:9",
      AWS_PROFILE: "missing",
      AWS_CONFIG_FILE: profile,
      AWS_SHARED_CREDENTIALS_FILE: profile,
      AWS_REGION: "eu-central-1",
      AWS_DEFAULT_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "hostile",
      AWS_SESSION_TOKEN: "hostile",
      AWS_MAX_ATTEMPTS: "none",
      AWS_RETRY_MODE: "never",
      AWS_DEFAULTS_MODE: "strange",
      AWS_USE_FIPS_ENDPOINT: "perhaps",
      AWS_USE_DUALSTACK_ENDPOINT: "perhaps",
      AWS_AUTH_SCHEME_PREFERENCE: "httpBearerAuth",
      AWS_ACCOUNT_ID_ENDPOINT_MODE: "required",
      AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES: "much",
      AWS_DISABLE_REQUEST_COMPRESSION: "perhaps",
      AWS_SDK_UA_APP_ID: "x".repeat(100),
    },
  });
  const { get, account } = await newParticipant(hostile.url);

  const console = await get(`/api/console/clusters/${cluster}/services/${service}?tab=auto-scaling`);
  const charts = await get("/api/charts");

  expect(console.json()).toMatchObject({ service: { name: service, arn: expect.stringContaining(":us-east-1:") } });
  expect(charts.json()).toMatchObject({ service: { desired: 1 }, load: expect.anything() });
  expect(await account()).toMatchObject({ region: "us-east-1", endpointUrl: `${hostile.url}/aws` });
  await hostile.close();
  rmSync(folder, { recursive: true });
});
