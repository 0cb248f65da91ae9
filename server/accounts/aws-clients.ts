import { createRequire } from "node:module";
import type { ECSClientConfig } from "@aws-sdk/client-ecs";
import type { AwsClients } from "./account.ts";

type Bound = {
  region: string;
  /** Where requests would go; the handler decides. */
  endpoint: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** Answers in place of a network. */
  requestHandler: NonNullable<ECSClientConfig["requestHandler"]>;
};

/** Node loads the SDK's CommonJS build in either way; asked for like this it is loaded at the first use, not at the start. */
const load = createRequire(import.meta.url);

/**
 * SDK clients over a request handler of our own, for one account. Whatever a client would otherwise look up in the environment or
 * in profile files is said here, so that the settings of whoever starts the server do not count. Nothing is signed: the handler
 * is bound to the account.
 */
export function boundClients({ region, endpoint, credentials, requestHandler }: Bound): AwsClients {
  const config = {
    region,
    endpoint,
    credentials,
    requestHandler,
    signer: { sign: async <Request>(request: Request) => request },
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard" as const,
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    userAgentAppId: async () => undefined,
    authSchemePreference: [],
    accountIdEndpointMode: "disabled",
    disableRequestCompression: true,
    requestMinCompressionSizeBytes: 10_240,
  };
  type Ecs = typeof import("@aws-sdk/client-ecs");
  type Scaling = typeof import("@aws-sdk/client-application-auto-scaling");
  type CloudWatch = typeof import("@aws-sdk/client-cloudwatch");
  type Elb = typeof import("@aws-sdk/client-elastic-load-balancing-v2");
  type Iam = typeof import("@aws-sdk/client-iam");
  type Sts = typeof import("@aws-sdk/client-sts");
  const ecs = once(() => new (load("@aws-sdk/client-ecs") as Ecs).ECSClient(config));
  const scaling = once(
    () => new (load("@aws-sdk/client-application-auto-scaling") as Scaling).ApplicationAutoScalingClient(config),
  );
  const cloudwatch = once(() => new (load("@aws-sdk/client-cloudwatch") as CloudWatch).CloudWatchClient(config));
  const elb = once(
    () => new (load("@aws-sdk/client-elastic-load-balancing-v2") as Elb).ElasticLoadBalancingV2Client(config),
  );
  const iam = once(() => new (load("@aws-sdk/client-iam") as Iam).IAMClient(config));
  const sts = once(() => new (load("@aws-sdk/client-sts") as Sts).STSClient(config));
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
