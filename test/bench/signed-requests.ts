import {
  ApplicationAutoScalingClient,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeServicesCommand, ECSClient, ListTasksCommand, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { HttpResponse } from "@smithy/core/protocols";
import {
  describedPolicies,
  describedServices,
  listedTasks,
  readMetric,
  scalableTarget,
  scalingPolicy,
} from "./workshop.ts";

type Sent = { method: string; path: string; headers: Record<string, string>; body: Uint8Array | string | undefined };

/**
 * Requests as the SDK signs and writes them, ready for a raw socket, each operation's to be sent in turn. A signature is good for
 * 15 minutes, so each can be sent many times. RegisterScalableTarget and UpdateService have two, so that there is always something to change and to save.
 * Metrics are read up to `now` in the account's time.
 */
export async function signedRequests(
  port: number,
  credentials: { accessKeyId: string; secretAccessKey: string },
  now: number,
) {
  let sent: Sent | undefined;
  const requestHandler = {
    metadata: { handlerProtocol: "h1" as const },
    async handle(request: Sent) {
      sent = request;
      const headers = { "content-type": "application/x-amz-json-1.1" };
      return { response: new HttpResponse({ statusCode: 200, headers, body: Buffer.from("{}") }) };
    },
  };
  const options = { region: "us-east-1", endpoint: `http://127.0.0.1:${port}/aws`, credentials, requestHandler };
  const ecs = new ECSClient(options);
  const cloudwatch = new CloudWatchClient(options);
  const scaling = new ApplicationAutoScalingClient(options);
  const bytesOf = async (sending: Promise<unknown>) => {
    await sending;
    const { method, path, headers, body } = sent!;
    const payload = bytesOfBody(body);
    const all = { ...headers, host: `127.0.0.1:${port}`, "content-length": String(payload.length) };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`), payload]);
  };
  const registering = (maximum: number) =>
    bytesOf(scaling.send(new RegisterScalableTargetCommand(scalableTarget(maximum))));
  const updating = (desiredCount: number) =>
    bytesOf(
      ecs.send(
        new UpdateServiceCommand({ cluster: listedTasks.cluster, service: listedTasks.serviceName, desiredCount }),
      ),
    );
  return {
    DescribeServices: [await bytesOf(ecs.send(new DescribeServicesCommand(describedServices)))],
    ListTasks: [await bytesOf(ecs.send(new ListTasksCommand(listedTasks)))],
    DescribeAlarms: [await bytesOf(cloudwatch.send(new DescribeAlarmsCommand({})))],
    GetMetricData: [await bytesOf(cloudwatch.send(new GetMetricDataCommand(readMetric(now))))],
    DescribeScalingActivities: [
      await bytesOf(scaling.send(new DescribeScalingActivitiesCommand({ ...describedPolicies, MaxResults: 10 }))),
    ],
    DescribeScalingPolicies: [await bytesOf(scaling.send(new DescribeScalingPoliciesCommand(describedPolicies)))],
    PutScalingPolicy: [await bytesOf(scaling.send(new PutScalingPolicyCommand(scalingPolicy)))],
    UpdateService: [await updating(1), await updating(2)],
    RegisterScalableTarget: [await registering(5), await registering(6)],
  };
}

/** The SDK's own kind of Uint8Array must not be given to Buffer.from whole. */
function bytesOfBody(body: Sent["body"]): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
