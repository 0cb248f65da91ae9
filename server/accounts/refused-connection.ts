import { areCredentialsRefused, isDenial, isUnreachable } from "./denied.ts";

/** Why an AWS account cannot be connected: what is wrong, and what to do. `field`: which entry is meant. */
export class RefusedConnection extends Error {
  override name = "RefusedConnection";
  readonly next: string;
  readonly field: string | undefined;

  constructor(what: string, next: string, field?: string) {
    super(what);
    this.next = next;
    this.field = field;
  }
}

/** What went wrong with the first question to AWS, in words for whoever typed the credentials. */
export function refusalOf(error: unknown, region: string): RefusedConnection {
  if (error instanceof RefusedConnection) return error;
  const { name = "", message = "" } = error as { name?: string; message?: string };
  if (/^Expired/.test(name))
    return new RefusedConnection(
      "AWS says that these credentials have ended.",
      "Get new ones where you got these, and paste all three values.",
    );
  if (["SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature"].includes(name))
    return new RefusedConnection(
      "AWS knows the access key, but the secret access key does not fit it.",
      "Copy the secret access key again, whole and of the same set as the access key.",
      "secretAccessKey",
    );
  if (["InvalidClientTokenId", "UnrecognizedClientException"].includes(name))
    return new RefusedConnection(
      `AWS does not know these credentials in ${region}.`,
      "Copy access key, secret access key and session token again, all of the same set. If they are right, the Region may not be enabled in the account.",
    );
  if (name === "CredentialsProviderError")
    return new RefusedConnection(
      "This machine has no credentials of that name.",
      "Look with aws sts get-caller-identity (and --profile) whether they work; with IAM Identity Center, aws sso login first.",
      "profile",
    );
  if (isDenial(error) || areCredentialsRefused(error))
    return new RefusedConnection(`AWS refuses: ${message}`, "Use other credentials, or correct what AWS names.");
  if (isUnreachable(error))
    return new RefusedConnection(
      "AWS could not be reached from this server.",
      "Look whether the server has a way to the internet, then try again.",
    );
  throw error;
}
