import { createRequire } from "node:module";
import type { AwsClients } from "./account.ts";
import { isUnreachable } from "./denied.ts";
import { NotAsked } from "./not-asked.ts";

/** An AWS call's end, as plain values: dates stay `Date`, bytes `Uint8Array`. */
export type CallAnswer =
  | { output: Record<string, unknown> }
  | {
      error: {
        /** The code as AWS's service names it: `ClusterNotFoundException`. */
        name: string;
        message: string;
        fault: "client" | "server";
      };
    };

type Client = { send(command: unknown): Promise<Record<string, unknown>> };
type CommandClass = new (input: Record<string, unknown>) => unknown;

/** The SDK package and the client of each service, by the name that the AWS CLI gives it. */
const services: Record<string, { module: string; client: keyof AwsClients } | undefined> = {
  __proto__: null as never,
  ecs: { module: "@aws-sdk/client-ecs", client: "ecs" },
  "application-autoscaling": { module: "@aws-sdk/client-application-auto-scaling", client: "scaling" },
  cloudwatch: { module: "@aws-sdk/client-cloudwatch", client: "cloudwatch" },
  elbv2: { module: "@aws-sdk/client-elastic-load-balancing-v2", client: "elb" },
  iam: { module: "@aws-sdk/client-iam", client: "iam" },
  sts: { module: "@aws-sdk/client-sts", client: "sts" },
};

const load = createRequire(import.meta.url);

/**
 * Sends an operation by its name (`ecs`, `DescribeServices`) through an account's clients. What AWS refuses is an answer too; only a
 * service or operation that does not exist throws. So is that AWS could not be asked.
 */
export async function callByName(
  clients: AwsClients,
  service: string,
  operation: string,
  input: Record<string, unknown>,
): Promise<CallAnswer> {
  const known = services[service];
  if (!known) throw new Error(`There is no client for the service ${service}.`);
  const commands = load(known.module) as Record<string, unknown>;
  const Command = /^[A-Z]\w*$/.test(operation) ? commands[`${operation}Command`] : undefined;
  if (typeof Command !== "function") throw new Error(`The service ${service} has no operation ${operation}.`);
  const client = clients[known.client] as unknown as Client;
  try {
    const { $metadata, ...output } = await client.send(new (Command as CommandClass)(input));
    return { output };
  } catch (error) {
    if (error instanceof NotAsked) return { error: { name: error.name, message: error.message, fault: "client" } };
    if (isUnreachable(error))
      return { error: { name: "Unreachable", message: "AWS could not be reached from this server.", fault: "client" } };
    if (!(error instanceof Error) || !("$fault" in error)) throw error;
    return {
      error: { name: error.name, message: error.message, fault: error.$fault === "server" ? "server" : "client" },
    };
  }
}
