import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Server, startServer } from "../support/server.ts";
import { foreignParticipant, requireProgram, run } from "./foreign-client.ts";

/* boto3 as Debian packages it (1.26: CloudWatch in the query protocol), with its own signatures, waiters and paginators. */

const PYTHON = "/usr/bin/python3";

let server: Server;
beforeAll(async () => {
  requireProgram(PYTHON, "python3");
  requireProgram("/usr/lib/python3/dist-packages/boto3", "python3-boto3");
  server = await startServer();
});
afterAll(() => server?.close());

test("a Python program configures the service with waiters and paginators, and the checks pass", async () => {
  const participant = await foreignParticipant(server.url);
  await participant.put("/api/account/clock", { speed: 60 });

  const { code, out, err } = await run(
    PYTHON,
    [path.join(import.meta.dirname, "boto3_client.py"), participant.endpointUrl],
    participant.env,
  );

  expect(err, out).toBe("");
  expect(code).toBe(0);
  const dimensions = [
    { Name: "ClusterName", Value: "containers-workshop-ecs-cluster" },
    { Name: "ServiceName", Value: "containers-workshop-ecs-service" },
  ];
  expect(JSON.parse(out)).toEqual({
    boto3: expect.any(String),
    botocore: expect.any(String),
    account: participant.accountId,
    counts: [2, 2],
    taskPages: [1, 1],
    tasks: ["RUNNING", "RUNNING"],
    role: "ecs.application-autoscaling.amazonaws.com",
    attached: ["AWSApplicationAutoscalingECSServicePolicy"],
    policies: [true],
    typesOfPython: [true, true],
    alarms: [
      [40, 3, dimensions],
      [36, 15, dimensions],
    ],
    history: ["created", "created"],
    metrics: ["CPUUtilization", "LiveTaskCount", "MemoryUtilization"],
    idleCpu: [true, true],
    health: ["healthy", "healthy"],
    errors: ["ClusterNotFoundException", "ObjectNotFoundException", "LoadBalancerNotFound", "ValidationError"],
  });
  for (const step of ["number-of-tasks", "scaling-policy", "see-the-configuration"])
    expect(await participant.check(step)).toEqual({ status: "pass", open: [] });
});
