import { isCommercialRegion } from "../sandbox/wire/schemas.ts";
import { RefusedConnection } from "./refused-connection.ts";

/* What a participant types to connect an account, looked at before AWS is asked. */

/** AWS: partitions besides the commercial one (AWS General Reference, ARNs). */
const PARTITIONS: Record<string, string> = {
  "aws-cn": "AWS China",
  "aws-us-gov": "AWS GovCloud (US)",
  "aws-iso": "AWS Secret Regions",
  "aws-iso-b": "AWS Secret Regions",
  "aws-eusc": "the AWS European Sovereign Cloud",
};

export function checkedRegion(typed: string): string {
  const region = typed.trim();
  if (isCommercialRegion(region)) return region;
  const other = /^(cn|us-gov|us-iso|us-isob|eusc)-/.test(region);
  throw new RefusedConnection(
    other
      ? `${region} is no Region of AWS's commercial partition, and the workshop knows that one only.`
      : `AWS has no Region ${region || "without a name"}.`,
    "Take the Region's code, such as us-east-1 or eu-central-1.",
    "region",
  );
}

/** The parts of a role's ARN; it is of the commercial partition. */
export function checkedRole(typed: string): { arn: string; accountId: string } {
  const arn = typed.trim();
  const [, partition, accountId] = /^arn:([a-z-]+):iam::(\d{12}):role\/[\w+=,.@/-]{1,576}$/.exec(arn) ?? [];
  if (!partition || !accountId)
    throw new RefusedConnection(
      "That is no ARN of a role.",
      "It looks like arn:aws:iam::111122223333:role/workshop; the IAM console shows it on the role's page.",
      "roleArn",
    );
  if (partition !== "aws")
    throw new RefusedConnection(
      `The role is in ${PARTITIONS[partition] ?? `the partition ${partition}`}, and the workshop works in AWS's commercial Regions only.`,
      "Take a role of an account in the commercial partition: its ARN begins with arn:aws:.",
      "roleArn",
    );
  return { arn, accountId };
}

type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken: string };

/** Temporary credentials as they are pasted: with quotes, blanks and line ends around them. None of it is repeated in a refusal. */
export function checkedKeys(typed: Keys): Keys {
  const accessKeyId = bare(typed.accessKeyId);
  const secretAccessKey = bare(typed.secretAccessKey);
  const sessionToken = bare(typed.sessionToken);
  if (/^AKIA/.test(accessKeyId))
    throw new RefusedConnection(
      "An access key that begins with AKIA is a long-term key, which never ends by itself.",
      "Paste temporary credentials: their access key begins with ASIA. aws sts get-session-token makes some.",
      "accessKeyId",
    );
  if (!/^ASIA[A-Z0-9]{12,28}$/.test(accessKeyId))
    throw new RefusedConnection(
      "That is no access key of temporary credentials.",
      "It begins with ASIA and has 20 capital letters and digits. Paste it alone, without AWS_ACCESS_KEY_ID=.",
      "accessKeyId",
    );
  if (!/^[A-Za-z0-9/+=]{40}$/.test(secretAccessKey))
    throw new RefusedConnection(
      "That is no secret access key.",
      "It has 40 letters, digits, / and +. Paste it alone and whole.",
      "secretAccessKey",
    );
  if (!/^[A-Za-z0-9/+=]{16,8192}$/.test(sessionToken))
    throw new RefusedConnection(
      "That is no session token.",
      "It is the longest of the three values, one line without blanks. Paste it alone and whole.",
      "sessionToken",
    );
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** AWS: letters, digits and what a shell takes for a name; nothing that begins as an option does. */
export function checkedProfile(typed: string | undefined): string | undefined {
  const profile = typed?.trim() || undefined;
  if (profile === undefined || /^[\w][\w .@/+-]{0,127}$/.test(profile)) return profile;
  throw new RefusedConnection(
    "That is no name of a profile.",
    "aws configure list-profiles lists them; leave it empty for the default credentials.",
    "profile",
  );
}

const bare = (typed: string): string => typed.trim().replace(/^(["'])(.*)\1$/s, "$2");
