import { createRequire } from "node:module";
import type { ECSClientConfig } from "@aws-sdk/client-ecs";
import type { AwsClients } from "./account.ts";

/** Node loads the SDK's CommonJS build in either way; asked for like this it is loaded at the first use, not at the start. */
const load = createRequire(import.meta.url);

/** What an SDK client would otherwise look up in the environment or in profile files, so that the settings of whoever starts the server do not count. */
const settled = {
  defaultsMode: "standard" as const,
  useDualstackEndpoint: false,
  useFipsEndpoint: false,
  userAgentAppId: async () => undefined,
  authSchemePreference: [],
  accountIdEndpointMode: "disabled",
  disableRequestCompression: true,
  requestMinCompressionSizeBytes: 10_240,
};

type Bound = {
  region: string;
  /** Where requests would go; the handler decides. */
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Answers in place of a network. */
  requestHandler: NonNullable<ECSClientConfig["requestHandler"]>;
};

/** SDK clients over a request handler of our own, for one account. Nothing is signed: the handler is bound to the account. */
export function boundClients({ region, endpoint, credentials, requestHandler }: Bound): AwsClients {
  return clientsOf({
    ...settled,
    region,
    endpoint,
    credentials,
    requestHandler,
    signer: { sign: async <Request>(request: Request) => request },
    maxAttempts: 1,
    retryMode: "standard",
  });
}

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date };

export type Networked = {
  region: string;
  /** In place of AWS's own addresses. */
  endpoint?: string | undefined;
  credentials: () => Promise<Credentials>;
};

/** How an SDK client asks AWS over the network, and what it makes of throttling. */
export const networkConfig = ({ region, endpoint, credentials }: Networked) => ({
  ...settled,
  region,
  credentials,
  ...(endpoint === undefined ? { serviceConfiguredEndpoint: async () => undefined } : { endpoint }),
  // AWS: the adaptive mode also slows the next requests down after a throttled one (SDKs and Tools Reference Guide, "Retry behavior").
  retryMode: "adaptive",
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
});

/** Sees every command of a client, and what becomes of it. */
export type Around = (
  asked: { service: keyof AwsClients; operation: string; input: object },
  send: () => Promise<object>,
) => Promise<object>;

/** SDK clients that ask AWS; `around` sees every command. */
export function networkClients(to: Networked, around: Around): AwsClients {
  return clientsOf(networkConfig(to), (service, client) =>
    client.middlewareStack.add(
      (next, { commandName = "" }) =>
        async (args) => {
          let sent: object | undefined;
          const output = await around(
            { service, operation: commandName.replace(/Command$/, ""), input: args.input },
            async () => {
              sent = (await next(args)) as object;
              return (sent as { output: object }).output;
            },
          );
          return { ...sent, output } as never;
        },
      { step: "initialize", name: "around" },
    ),
  );
}

type Stack = {
  add(
    middleware: (
      next: (args: { input: object }) => Promise<unknown>,
      context: { commandName?: string },
    ) => (args: { input: object }) => Promise<never>,
    options: { step: "initialize"; name: string },
  ): void;
};

/** Each client is made at its first use. */
function clientsOf(
  config: object,
  made: (service: keyof AwsClients, client: { middlewareStack: Stack }) => void = () => {},
): AwsClients {
  const client = <Name extends keyof AwsClients>(name: Name, module: string, exported: string) =>
    once(() => {
      const Client = (load(module) as Record<string, new (config: object) => AwsClients[Name]>)[exported]!;
      const it = new Client(config);
      made(name, it as unknown as { middlewareStack: Stack });
      return it;
    });
  const ecs = client("ecs", "@aws-sdk/client-ecs", "ECSClient");
  const scaling = client("scaling", "@aws-sdk/client-application-auto-scaling", "ApplicationAutoScalingClient");
  const cloudwatch = client("cloudwatch", "@aws-sdk/client-cloudwatch", "CloudWatchClient");
  const elb = client("elb", "@aws-sdk/client-elastic-load-balancing-v2", "ElasticLoadBalancingV2Client");
  const iam = client("iam", "@aws-sdk/client-iam", "IAMClient");
  const sts = client("sts", "@aws-sdk/client-sts", "STSClient");
  return {
    get ecs() {
      return ecs();
    },
    get scaling() {
      return scaling();
    },
    get cloudwatch() {
      return cloudwatch();
    },
    get elb() {
      return elb();
    },
    get iam() {
      return iam();
    },
    get sts() {
      return sts();
    },
  };
}

/** Makes something at its first use. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
