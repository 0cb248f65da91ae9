import { GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { newParticipant } from "../server/http.ts";
import { type AwsProxy, awsProxy } from "./aws-proxy.ts";
import { type Server, startServer } from "./server.ts";

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken: string };

/** A second server, reached over HTTP as if it were AWS, with a proxy in front of it and somebody whose account it is. */
export type Aws = {
  server: Server;
  proxy: AwsProxy;
  owner: Awaited<ReturnType<typeof newParticipant>>;
  accountId: string;
  /** The owner's long-term keys. */
  longTerm: { accessKeyId: string; secretAccessKey: string };
  /** Temporary credentials of the owner. */
  keys(): Promise<Keys>;
  close(): Promise<void>;
};

export async function startAws(): Promise<Aws> {
  const server = await startServer();
  const owner = await newParticipant(server.url);
  // Account time is wall time, as in AWS.
  await owner.post("/api/account/reset", { to: "workshop", clock: "now" });
  const { accountId, endpointUrl, credentials } = await owner.account();
  const proxy = await awsProxy(endpointUrl);
  const sts = new STSClient({ region: "us-east-1", endpoint: endpointUrl, credentials, maxAttempts: 1 });
  return {
    server,
    proxy,
    owner,
    accountId,
    longTerm: credentials,
    async keys() {
      const { Credentials: made } = await sts.send(new GetSessionTokenCommand({}));
      return {
        accessKeyId: made!.AccessKeyId!,
        secretAccessKey: made!.SecretAccessKey!,
        sessionToken: made!.SessionToken!,
      };
    },
    async close() {
      await proxy.close();
      await server.close();
    },
  };
}
