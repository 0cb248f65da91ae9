import { afterAll, beforeAll, expect, test } from "vitest";
import { exportChecks } from "../../server/contract/export.ts";
import { type Server, startServer } from "../support/server.ts";
import { clientsOf } from "../workshop/export/account.ts";
import { configurationOf, configureEverything } from "../workshop/export/state.ts";
import { foreignParticipant, requireProgram, run } from "./foreign-client.ts";

/* The exported script, run by bash and the AWS CLI as Debian packages it. */

const AWS = "/usr/bin/aws";

let server: Server;
beforeAll(async () => {
  requireProgram(AWS, "awscli");
  server = await startServer();
});
afterAll(() => server?.close());

test("AWS's own CLI makes the exported configuration again", async () => {
  const { out: version } = await run(AWS, ["--version"], {});
  expect(version).toMatch(`aws-cli/${exportChecks.cli.version} `);
  const me = await foreignParticipant(server.url);
  const { credentials } = await me.account();
  const aws = clientsOf({ endpointUrl: me.endpointUrl, credentials });
  // AWS gave scalable targets tags in March 2023; this version is older and refuses `register-scalable-target --tags`.
  await configureEverything(aws, { targetTags: false });
  const before = await configurationOf(aws);
  const script = (await me.get("/api/account/export?format=cli")).json().text;
  await me.post("/api/account/reset", { to: "workshop" });
  expect(await configurationOf(aws)).not.toEqual(before);

  // This version knows no AWS_ENDPOINT_URL.
  const named = `aws() { ${AWS} --endpoint-url ${me.endpointUrl} "$@"; }\n`;
  const ran = await run("bash", ["-c", named + script], me.env);

  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(await configurationOf(aws)).toEqual(before);
}, 120_000);
