import { createRequire } from "node:module";
import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import type { CallAnswer } from "../../server/terminal/host.ts";

// biome-ignore lint/suspicious/noExplicitAny: six clients of one form
type Client = { send(command: any): Promise<Record<string, unknown>> };

const load = createRequire(import.meta.url);
const packages: Record<string, string> = {
  "application-autoscaling": "application-auto-scaling",
  elbv2: "elastic-load-balancing-v2",
};

/** Calls by name through SDK clients, as the terminal's host makes them. */
export function callsOver(clients: Record<string, Client>) {
  return async (service: string, operation: string, input: Record<string, unknown>): Promise<CallAnswer> => {
    const commands = load(`@aws-sdk/client-${packages[service] ?? service}`);
    try {
      return { output: await clients[service]!.send(new commands[`${operation}Command`](input)) };
    } catch (error) {
      const { name, message, $fault } = error as Error & { $fault?: "client" | "server" };
      if (!$fault) throw error;
      return { error: { name, message, fault: $fault } };
    }
  };
}

/** SDK clients of one configuration, by the CLI's names of the services. */
export const sdkClients = (config: ConstructorParameters<typeof ECSClient>[0] & object): Record<string, Client> => ({
  "application-autoscaling": new ApplicationAutoScalingClient(config as never),
  cloudwatch: new CloudWatchClient(config as never),
  ecs: new ECSClient(config),
  elbv2: new ElasticLoadBalancingV2Client(config as never),
  iam: new IAMClient(config as never),
  sts: new STSClient(config as never),
});
