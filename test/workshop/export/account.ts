import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { AwsClients } from "../../../server/accounts/account.ts";

type Endpoint = { endpointUrl: string; credentials: { accessKeyId: string; secretAccessKey: string } };

/** The two clients that scaling needs, over HTTP with a participant's own keys. */
export function clientsOf({ endpointUrl, credentials }: Endpoint): AwsClients {
  const config = { region: "us-east-1", endpoint: endpointUrl, credentials };
  const clients = { scaling: new ApplicationAutoScalingClient(config), cloudwatch: new CloudWatchClient(config) };
  return clients as unknown as AwsClients;
}
