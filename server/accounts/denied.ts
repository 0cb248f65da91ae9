import type { AwsClients } from "./account.ts";

/** What somebody may not do: `ecs:DescribeServices`, who asked, and on what where AWS says it. */
export type Denied = { action: string; principal: string; resource?: string };

/** How IAM names the services (Service Authorization Reference). */
const PREFIXES: Record<keyof AwsClients, string> = {
  ecs: "ecs",
  scaling: "application-autoscaling",
  cloudwatch: "cloudwatch",
  elb: "elasticloadbalancing",
  iam: "iam",
  sts: "sts",
};

/** The action that allows an operation. For every operation of the workshop it has the operation's name. */
export const actionOf = (service: keyof AwsClients, operation: string): string => `${PREFIXES[service]}:${operation}`;

/** AWS's names for a missing permission, by service. */
export const isDenial = (error: unknown): error is Error =>
  error instanceof Error && ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"].includes(error.name);

/** AWS's names for credentials that it takes no longer, or never took. */
export const areCredentialsRefused = (error: unknown): error is Error =>
  error instanceof Error &&
  [
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "CredentialsProviderError",
    "CredentialsGone",
  ].includes(error.name);

/** Node's names for a line that does not come about, and the SDK's for one on which no answer comes. */
export function isUnreachable(error: unknown): boolean {
  const { code = "", name = "" } = (error ?? {}) as { code?: unknown; name?: unknown };
  return name === "TimeoutError" || /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|EPIPE)/.test(String(code));
}

/** AWS: `User: <arn> is not authorized to perform: <action> on resource: <arn> because …` (IAM User Guide, troubleshooting access denied). */
const SENTENCE = /^User: (\S+) is not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/;

const denials = new WeakMap<Error, Denied>();

/** Remembers what a refusal was about: its sentence where it has AWS's form, else who asked for what. */
export function noteDenial(error: Error, asked: Denied): void {
  const [, principal, action, resource] = SENTENCE.exec(error.message) ?? [];
  denials.set(error, principal && action ? { principal, action, ...(resource && { resource }) } : asked);
}

/** What a refusal of a connected account was about; undefined of any other error. */
export const denialOf = (error: unknown): Denied | undefined =>
  error instanceof Error ? denials.get(error) : undefined;

/** The statement that allows it, for the policy of whoever asked. */
export const statementFor = ({ action }: Denied) => ({ Effect: "Allow", Action: action, Resource: "*" });

/** `application-autoscaling:PutScalingPolicy is not allowed for arn:aws:iam::…:user/me.` and what to add. */
export const denialWords = (denied: Denied) => ({
  what: `${denied.action} is not allowed for ${denied.principal}.`,
  next: `Add this statement to a policy of theirs, and try again: ${JSON.stringify(statementFor(denied))}`,
});
