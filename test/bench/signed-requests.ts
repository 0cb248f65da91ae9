import {
  ApplicationAutoScalingClient,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { DescribeServicesCommand, ECSClient } from "@aws-sdk/client-ecs";
import { HttpResponse } from "@smithy/core/protocols";

type Sent = { method: string; path: string; headers: Record<string, string>; body: Uint8Array | string | undefined };

const CLUSTER = "containers-workshop-ecs-cluster";
const SERVICE = "containers-workshop-ecs-service";
const RESOURCE = {
  ServiceNamespace: "ecs",
  ResourceId: `service/${CLUSTER}/${SERVICE}`,
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

/** Requests as the SDK signs and writes them, ready for a raw socket. A signature is good for 15 minutes, so each can be sent many times. */
export async function signedRequests(port: number, credentials: { accessKeyId: string; secretAccessKey: string }) {
  let sent: Sent | undefined;
  const requestHandler = {
    metadata: { handlerProtocol: "h1" as const },
    async handle(request: Sent) {
      sent = request;
      return {
        response: new HttpResponse({
          statusCode: 200,
          headers: { "content-type": "application/x-amz-json-1.1" },
          body: Buffer.from("{}"),
        }),
      };
    },
  };
  const options = { region: "us-east-1", endpoint: `http://127.0.0.1:${port}/aws`, credentials, requestHandler };
  const ecs = new ECSClient(options);
  const scaling = new ApplicationAutoScalingClient(options);
  const bytesOf = async (sending: Promise<unknown>) => {
    await sending;
    const { method, path, headers, body } = sent!;
    const payload =
      typeof body === "string"
        ? Buffer.from(body)
        : body
          ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
          : Buffer.alloc(0);
    const lines = Object.entries({
      ...headers,
      host: `127.0.0.1:${port}`,
      "content-length": String(payload.length),
    }).map(([name, value]) => `${name}: ${value}`);
    return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`), payload]);
  };
  return {
    RegisterScalableTarget: await bytesOf(
      scaling.send(new RegisterScalableTargetCommand({ ...RESOURCE, MinCapacity: 1, MaxCapacity: 5 })),
    ),
    PutScalingPolicy: await bytesOf(
      scaling.send(
        new PutScalingPolicyCommand({
          ...RESOURCE,
          PolicyName: "containers-workshop-ecs-scaling-policy",
          PolicyType: "TargetTrackingScaling",
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 40,
            PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
            ScaleOutCooldown: 30,
            ScaleInCooldown: 30,
          },
        }),
      ),
    ),
    DescribeServices: await bytesOf(ecs.send(new DescribeServicesCommand({ cluster: CLUSTER, services: [SERVICE] }))),
    DescribeScalingPolicies: await bytesOf(
      scaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: "ecs", ResourceId: RESOURCE.ResourceId })),
    ),
  };
}
