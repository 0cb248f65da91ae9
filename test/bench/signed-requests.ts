import {
  ApplicationAutoScalingClient,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeServicesCommand, ECSClient } from "@aws-sdk/client-ecs";
import { HttpResponse } from "@smithy/core/protocols";
import { describedPolicies, describedServices, scalableTarget, scalingPolicy } from "./workshop.ts";

type Sent = { method: string; path: string; headers: Record<string, string>; body: Uint8Array | string | undefined };

/**
 * Requests as the SDK signs and writes them, ready for a raw socket, each operation's to be sent in turn. A signature is good for
 * 15 minutes, so each can be sent many times. RegisterScalableTarget has two, so that there is always something to change and to save.
 */
export async function signedRequests(port: number, credentials: { accessKeyId: string; secretAccessKey: string }) {
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
  return {
    DescribeServices: [await bytesOf(ecs.send(new DescribeServicesCommand(describedServices)))],
    DescribeScalingPolicies: [await bytesOf(scaling.send(new DescribeScalingPoliciesCommand(describedPolicies)))],
    PutScalingPolicy: [await bytesOf(scaling.send(new PutScalingPolicyCommand(scalingPolicy)))],
    RegisterScalableTarget: [await registering(5), await registering(6)],
  };
}

/** The SDK's own kind of Uint8Array must not be given to Buffer.from whole. */
function bytesOfBody(body: Sent["body"]): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
