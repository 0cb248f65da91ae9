import { createRequire } from "node:module";
import type { STSClient, STSClientConfig } from "@aws-sdk/client-sts";
import { type Credentials, networkConfig } from "./aws-clients.ts";

/** The first questions to AWS: whose credentials these are, and what a role makes of them. */

type Sts = typeof import("@aws-sdk/client-sts");
const load = createRequire(import.meta.url);
const sts = () => load("@aws-sdk/client-sts") as Sts;

type Where = { region: string; endpoint: string | undefined };
export type Provider = () => Promise<Credentials>;

/** Credentials that AWS's own tools would find on this machine: environment, profile files, IAM Identity Center, the instance's role. */
export function machineCredentials(where: Where, profile: string | undefined): Provider {
  const { credentials: _, ...config } = networkConfig({ ...where, credentials: async () => never() });
  // Here alone the profile files are read: they were asked for.
  const client = new (sts().STSClient)({ ...config, ...(profile && { profile }) } as STSClientConfig);
  return async () => (await client.config.credentials()) as Credentials;
}

const never = (): never => {
  throw new Error("Nobody asks for these credentials.");
};

/** AWS: GetCallerIdentity needs no permission (API_GetCallerIdentity). */
export async function whoAsks(where: Where, credentials: Provider): Promise<{ accountId: string; arn: string }> {
  const { Account, Arn } = await clientFor(where, credentials).send(new (sts().GetCallerIdentityCommand)({}));
  return { accountId: Account!, arn: Arn! };
}

export type Assumption = Where & {
  base: Provider;
  roleArn: string;
  /** Absent to find out whether the role asks for one. */
  externalId?: string;
  durationSeconds: number;
};

export async function assumeRole(asked: Assumption): Promise<Credentials & { expiration: Date }> {
  const { Credentials: made } = await clientFor(asked, asked.base).send(
    new (sts().AssumeRoleCommand)({
      RoleArn: asked.roleArn,
      RoleSessionName: "ecs-auto-scaling-workshop",
      DurationSeconds: asked.durationSeconds,
      ...(asked.externalId !== undefined && { ExternalId: asked.externalId }),
    }),
  );
  return {
    accessKeyId: made!.AccessKeyId!,
    secretAccessKey: made!.SecretAccessKey!,
    sessionToken: made!.SessionToken!,
    expiration: made!.Expiration!,
  };
}

const clientFor = (where: Where, credentials: Provider): STSClient =>
  new (sts().STSClient)(networkConfig({ ...where, credentials }) as STSClientConfig);
