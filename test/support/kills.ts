import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { freePort, newDataDir, removeDataDir, type Server, startServer } from "./server.ts";

const WRITERS = 4;
/** Acknowledged calls of a life, at most. */
const CALLS_MAX = 60;

const target = {
  ServiceNamespace: "ecs",
  ResourceId: "service/containers-workshop-ecs-cluster/containers-workshop-ecs-service",
  ScalableDimension: "ecs:service:DesiredCount",
} as const;

/** Somebody who registers a scalable target with 1, 2, 3 … as its maximum; what was sent and what was acknowledged. */
type Writer = {
  client: ApplicationAutoScalingClient;
  token: string;
  accountId: string;
  sent: number;
  acknowledged: number;
};

/**
 * Kills a server again and again while calls are on their way, starts it anew on the same data, and tells what was lost: empty where
 * everything that was acknowledged is there, and nothing that was never sent. `random` gives numbers in [0, 1).
 */
export async function lossesOfKills(kills: number, random: () => number): Promise<string[]> {
  const dataDir = newDataDir();
  const port = await freePort();
  const lost: string[] = [];
  let server = await startServer({ dataDir, port });
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => newWriter(server)));
  for (let kill = 1; kill <= kills; kill++) {
    await writeUntilKilled(server, writers, 1 + Math.floor(random() * CALLS_MAX));
    server = await startServer({ dataDir, port });
    for (const writer of writers) {
      const found = await maximumOf(writer);
      if (found < writer.acknowledged || found > writer.sent)
        lost.push(
          `kill ${kill}, account ${writer.accountId}: ${found} is there, ${writer.acknowledged} was acknowledged, ${writer.sent} sent`,
        );
      writer.acknowledged = found;
    }
    // A newcomer is acknowledged, too: the next life has to know them.
    writers[kill % WRITERS] = await newWriter(server);
  }
  await server.stop();
  removeDataDir(dataDir);
  return lost;
}

async function newWriter({ url }: Server): Promise<Writer> {
  const made = await fetch(`${url}/api/participants`, { method: "POST", body: "{}" });
  const { token } = (await made.json()) as { token: string };
  const account = await fetch(`${url}/api/account`, { headers: { authorization: `Bearer ${token}` } });
  const { accountId, endpointUrl, credentials } = (await account.json()) as {
    accountId: string;
    endpointUrl: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
  };
  const client = new ApplicationAutoScalingClient({
    region: "us-east-1",
    endpoint: endpointUrl,
    credentials,
    maxAttempts: 1,
  });
  return { client, token, accountId, sent: 0, acknowledged: 0 };
}

/** Everybody writes as fast as answers come, until so many are acknowledged in all; then the server dies amid the others. */
async function writeUntilKilled(server: Server, writers: Writer[], calls: number): Promise<void> {
  let left = calls;
  const write = async (writer: Writer) => {
    while (left > 0) {
      writer.sent++;
      try {
        await writer.client.send(
          new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: writer.sent }),
        );
      } catch (error) {
        if (left > 0) throw error;
        return; // It was on its way when the server died: nobody promised anything.
      }
      writer.acknowledged = writer.sent;
      if (--left === 0) await server.stop("SIGKILL");
    }
  };
  await Promise.all(writers.map(write));
}

async function maximumOf({ client }: Writer): Promise<number> {
  const { ScalableTargets } = await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace: "ecs" }));
  return ScalableTargets?.[0]?.MaxCapacity ?? 0;
}
