import path from "node:path";

/** How this process was asked to run. */
export type Config = {
  host: string;
  port: number;
  /** Where people reach the server, without a final slash; may carry a path. Absent: the address of each request. */
  publicUrl: URL | undefined;
  /** The path of `publicUrl` without a final slash; empty where there is none. */
  basePath: string;
  dataDir: string;
  databaseUrl: string | undefined;
  /** Whether X-Forwarded-Host and X-Forwarded-Proto come from a proxy of ours. */
  trustProxy: boolean;
  /** Participants whom nobody has seen for so many days are deleted. */
  keepDays: number;
  maxParticipants: number | undefined;
  /** Where participants' own AWS accounts are asked, in place of AWS's own addresses. */
  awsEndpointUrl: string | undefined;
  /** Whether participants may use the AWS credentials of this machine: on a loopback address without a proxy they are their own. */
  machineCredentials: boolean;
  /** Whether content is being written (`npm run dev`): a built site that is older than the checks does not stop the start. */
  writing: boolean;
};

/** An environment value that cannot be meant: the variable, the cause and the cure in one sentence. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

type Environment = Record<string, string | undefined>;

/** Reads the environment; nothing else in the server does. A variable that is set but empty counts as absent. */
export function readConfig(environment: Environment = process.env): Config {
  const text = (name: string) => environment[name]?.trim() || undefined;
  const publicUrl = webAddress("PUBLIC_URL", text("PUBLIC_URL"));
  const host = hostName("HOST", text("HOST") ?? "127.0.0.1");
  const trustProxy = yesOrNo(
    "TRUST_PROXY",
    text("TRUST_PROXY") ?? "0",
    "there is a proxy that sets X-Forwarded-Host and X-Forwarded-Proto",
  );
  const alone = isLoopback(host) && !publicUrl && !trustProxy;
  return {
    host,
    port: whole("PORT", text("PORT") ?? "3000", 0, 65_535),
    publicUrl,
    basePath: publicUrl ? publicUrl.pathname.replace(/\/+$/, "") : "",
    dataDir: path.resolve(text("DATA_DIR") ?? "data"),
    databaseUrl: postgresAddress("DATABASE_URL", text("DATABASE_URL")),
    trustProxy,
    keepDays: whole("KEEP_DAYS", text("KEEP_DAYS") ?? "30", 1, 36_500),
    maxParticipants: text("MAX_PARTICIPANTS")
      ? whole("MAX_PARTICIPANTS", text("MAX_PARTICIPANTS")!, 1, 1_000_000)
      : undefined,
    awsEndpointUrl: awsEndpoint("AWS_ENDPOINT_URL", text("AWS_ENDPOINT_URL")),
    machineCredentials: yesOrNo(
      "MACHINE_CREDENTIALS",
      text("MACHINE_CREDENTIALS") ?? (alone ? "1" : "0"),
      "participants may use the AWS credentials of this machine",
    ),
    writing: yesOrNo("WRITING", text("WRITING") ?? "0", "content is being written"),
  };
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);

function whole(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new ConfigError(
    `${name} is "${value}" but must be a whole number from ${least} to ${most}: correct it or unset it.`,
  );
}

function yesOrNo(name: string, value: string, meaning: string): boolean {
  if (["1", "true", "yes", "on"].includes(value.toLowerCase())) return true;
  if (["0", "false", "no", "off"].includes(value.toLowerCase())) return false;
  throw new ConfigError(`${name} is "${value}" but must be 1 (${meaning}) or 0: correct it or unset it.`);
}

function hostName(name: string, value: string): string {
  if (/^[A-Za-z0-9._:%-]+$/.test(value) && !/^\w+:\/\//.test(value)) return value;
  throw new ConfigError(
    `${name} is "${value}" but must be a host name or IP address to listen on, such as 127.0.0.1 or 0.0.0.0, without scheme, port and path: correct it or unset it.`,
  );
}

function webAddress(name: string, value: string | undefined): URL | undefined {
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username && !url.password) return url;
  throw new ConfigError(
    `${name} is "${value}" but must be the address people open, such as https://workshop.example.org or https://example.org/workshop: correct it or unset it.`,
  );
}

/** What the AWS SDKs read from it, too. */
function awsEndpoint(name: string, value: string | undefined): string | undefined {
  if (value === undefined || (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol))) return value;
  throw new ConfigError(
    `${name} is "${value}" but must be an address that answers in place of AWS, such as http://127.0.0.1:4566: correct it, or unset it to ask AWS itself.`,
  );
}

/** The value is not repeated: it may carry a password. */
function postgresAddress(name: string, value: string | undefined): string | undefined {
  if (value === undefined || (URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol))) return value;
  throw new ConfigError(
    `${name} must be a PostgreSQL address such as postgres://user:password@host:5432/workshop: correct it, or unset it to keep everything in DATA_DIR.`,
  );
}
