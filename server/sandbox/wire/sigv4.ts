import { createHmac, hash, timingSafeEqual } from "node:crypto";
import { FrontEndError } from "./front-end-error.ts";
import { header, queryParameters, type WireRequest } from "./request.ts";
import { isCommercialRegion } from "./schemas.ts";

/** An access key as its table holds it. A key with a token is temporary; `expiresAt` in epoch milliseconds. */
export type AccessKey = {
  accountId: string;
  secret: string;
  token?: string | undefined;
  expiresAt?: number | undefined;
  principal: string;
  userId: string;
};

export type Verify = (request: WireRequest, scope: string) => Promise<{ key: AccessKey; region: string }>;

const ALGORITHM = "AWS4-HMAC-SHA256";
const TERMINATOR = "aws4_request";
/** AWS: the signature's time may differ from the server's by this much (IAM user guide, "Elements of an AWS API request signature"). */
const SKEW_MINUTES = 15;
const MINUTE_MS = 60_000;
/** AWS: X-Amz-Expires is at most seven days. */
const EXPIRES_SECONDS_MAX = 604_800;
/** Day keys kept; one per access key, day, Region and service. */
const SIGNING_KEYS_MAX = 10_000;
const EMPTY_HASH = hash("sha256", "", "hex");

/**
 * Verifies AWS Signature Version 4 in the Authorization header or in the query. Texts and order of the checks as recorded by the
 * tests of architect/dynalite (test/connection): present, well formed, date, host signed, algorithm, credential scope, key id,
 * signature, session token. The time is wall time: an account's own clock may run faster.
 */
export function createVerifier(
  keys: (accessKeyId: string) => Promise<AccessKey | undefined>,
  wall: () => number,
): Verify {
  const signingKeyOf = signingKeys();

  return async (request, scope) => {
    const signed = readSignature(request);
    checkDate(signed, wall());
    if (!signed.signedHeaders.includes("host")) {
      throw new FrontEndError("InvalidSignatureException", "'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }
    if (signed.algorithm !== ALGORITHM) {
      const message = `Unsupported AWS 'algorithm': '${signed.algorithm}' (only ${ALGORITHM} for now). `;
      throw new FrontEndError("IncompleteSignatureException", message);
    }
    const { accessKeyId, date, region } = readCredential(signed, scope);

    const key = /^\w{1,128}$/.test(accessKeyId) ? await keys(accessKeyId) : undefined;
    if (!key) throw unrecognized();

    const sign = signingKeyOf(key.secret, date, region, scope);
    if (!matches(request, signed, `${date}/${region}/${scope}/${TERMINATOR}`, sign)) {
      const message =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
      throw new FrontEndError("InvalidSignatureException", message);
    }
    if ((key.token ?? undefined) !== signed.token) throw unrecognized();
    if (key.expiresAt !== undefined && key.expiresAt <= wall()) {
      throw new FrontEndError("ExpiredTokenException", "The security token included in the request is expired");
    }
    return { key, region };
  };
}

const unrecognized = () =>
  new FrontEndError("UnrecognizedClientException", "The security token included in the request is invalid.");

type Signature = {
  algorithm: string;
  credential: string;
  /** In lower case. */
  signedHeaders: string[];
  signature: string;
  /** ISO 8601 basic, as the string to sign holds it. */
  date: string;
  token: string | undefined;
  /** How long a signed address holds. */
  expiresSeconds: number | undefined;
};

function readSignature(request: WireRequest): Signature {
  const authorization = header(request, "authorization");
  const parameters = request.query.includes("X-Amz-") ? queryParameters(request.query) : undefined;
  const inQuery = parameters?.has("X-Amz-Algorithm");
  if (authorization && inQuery) {
    const message = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.";
    throw new FrontEndError("InvalidSignatureException", message);
  }
  if (parameters && inQuery) return readQuery(parameters);
  if (!authorization?.trim().startsWith("AWS4-")) {
    throw new FrontEndError("MissingAuthenticationTokenException", "Request is missing Authentication Token");
  }
  return readAuthorization(request, authorization.trim());
}

function readAuthorization(request: WireRequest, authorization: string): Signature {
  const [algorithm = "", ...rest] = authorization.split(/[, ]+/);
  const values = new Map(rest.map((part): [string, string] => splitAt(part, part.indexOf("="))));
  const date = header(request, "x-amz-date") ?? header(request, "date");
  const missing = ["Credential", "Signature", "SignedHeaders"]
    .filter((name) => !values.get(name))
    .map((name) => `Authorization header requires '${name}' parameter. `);
  if (!date) missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
  if (missing.length > 0) {
    throw new FrontEndError("IncompleteSignatureException", `${missing.join("")}Authorization=${authorization}`);
  }
  return {
    algorithm,
    credential: values.get("Credential")!,
    signedHeaders: values.get("SignedHeaders")!.toLowerCase().split(";"),
    signature: values.get("Signature")!,
    date: basicDate(date!),
    token: header(request, "x-amz-security-token"),
    expiresSeconds: undefined,
  };
}

function readQuery(parameters: Map<string, string>): Signature {
  const missing = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"]
    .filter((name) => !parameters.get(name))
    .map((name) => `AWS query-string parameters must include '${name}'. `);
  if (missing.length > 0) {
    throw new FrontEndError(
      "IncompleteSignatureException",
      `${missing.join("")}Re-examine the query-string parameters.`,
    );
  }
  const expires = Number(parameters.get("X-Amz-Expires") || SKEW_MINUTES * 60);
  return {
    algorithm: parameters.get("X-Amz-Algorithm")!,
    credential: parameters.get("X-Amz-Credential")!,
    signedHeaders: parameters.get("X-Amz-SignedHeaders")!.toLowerCase().split(";"),
    signature: parameters.get("X-Amz-Signature")!,
    date: parameters.get("X-Amz-Date")!,
    token: parameters.get("X-Amz-Security-Token"),
    expiresSeconds: expires >= 0 && expires <= EXPIRES_SECONDS_MAX ? expires : 0,
  };
}

function splitAt(text: string, index: number): [string, string] {
  return index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index + 1)];
}

/** A Date header may also be written as HTTP does; the string to sign holds the basic form. */
function basicDate(date: string): string {
  if (/^\d{8}T\d{6}Z$/.test(date) || !/^[A-Z][a-z]{2}, /.test(date)) return date;
  const ms = Date.parse(date);
  return Number.isNaN(ms) ? date : basic(ms);
}

const basic = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, "");

function checkDate({ date, expiresSeconds }: Signature, now: number): void {
  const signedAt = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (!/^\d{8}T\d{6}Z$/.test(date) || Number.isNaN(signedAt)) {
    const message = `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`;
    throw new FrontEndError("IncompleteSignatureException", message);
  }
  const holdsMs = expiresSeconds === undefined ? SKEW_MINUTES * MINUTE_MS : expiresSeconds * 1000;
  if (signedAt < now - holdsMs) {
    const message = `Signature expired: ${date} is now earlier than ${basic(now - holdsMs)} (${basic(now)} - ${holdsMs / MINUTE_MS} min.)`;
    throw new FrontEndError("InvalidSignatureException", message);
  }
  const latest = now + SKEW_MINUTES * MINUTE_MS;
  if (signedAt > latest) {
    const message = `Signature not yet current: ${date} is still later than ${basic(latest)} (${basic(now)} + ${SKEW_MINUTES} min.)`;
    throw new FrontEndError("InvalidSignatureException", message);
  }
}

function readCredential({ credential, date: signedAt }: Signature, scope: string) {
  const parts = credential.replace(/\/+$/, "").split("/");
  if (parts.length !== 5) {
    const message = `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`;
    throw new FrontEndError("IncompleteSignatureException", message);
  }
  const [accessKeyId, date, region, service, terminator] = parts as [string, string, string, string, string];
  const wrong: string[] = [];
  if (!knownRegion(region)) wrong.push(`Credential should be scoped to a valid region, not '${region}'. `);
  if (service !== scope) wrong.push(`Credential should be scoped to correct service: '${scope}'. `);
  if (terminator !== TERMINATOR) {
    wrong.push(`Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${terminator}'. `);
  }
  if (date !== signedAt.slice(0, 8)) {
    wrong.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${signedAt.slice(0, 8)}', from '${signedAt}'.`,
    );
  }
  if (wrong.length > 0) throw new FrontEndError("InvalidSignatureException", wrong.join(""));
  return { accessKeyId, date, region };
}

const regions = new Set<string>();

function knownRegion(region: string): boolean {
  if (regions.has(region)) return true;
  const known = isCommercialRegion(region);
  if (known) regions.add(region);
  return known;
}

/** The key of a day, kept: four of five HMACs of the chain ("Create a signed AWS API request", IAM user guide) are the same all day. */
function signingKeys() {
  const kept = new Map<string, Hmac>();
  return (secret: string, date: string, region: string, service: string): Hmac => {
    const name = `${date}/${region}/${service}/${secret}`;
    const before = kept.get(name);
    if (before) return before;
    if (kept.size >= SIGNING_KEYS_MAX) kept.clear();
    const key = [date, region, service, TERMINATOR].reduce<string | Buffer>(
      (key, text) => createHmac("sha256", key).update(text).digest(),
      `AWS4${secret}`,
    );
    const hmac = hmacSha256(key as Buffer);
    kept.set(name, hmac);
    return hmac;
  };
}

type Hmac = (text: string) => string;

/** HMAC-SHA256 (RFC 2104) with a key of 32 bytes, in hex. With the padded key at hand it takes a fifth of node:crypto's 20 µs. */
function hmacSha256(key: Buffer): Hmac {
  const padded = (byte: number) => Buffer.alloc(64, byte).map((it, i) => it ^ (key[i] ?? 0));
  const inner = padded(0x36);
  const outer = padded(0x5c);
  return (text) => {
    const innerHash = hash("sha256", Buffer.concat([inner, Buffer.from(text)]), "buffer");
    return hash("sha256", Buffer.concat([outer, innerHash]), "hex");
  };
}

/** Whether the signature is right for any of the names under which the client may know us. */
function matches(request: WireRequest, signed: Signature, scope: string, sign: Hmac): boolean {
  const given = Buffer.from(signed.signature);
  const bodyHash = request.body.length === 0 ? EMPTY_HASH : hash("sha256", request.body, "hex");
  const start = `${request.method}\n${canonicalPath(request.path)}\n${canonicalQuery(request.query)}\n`;
  const received = header(request, "host");
  const hosts = new Set(received === undefined ? request.hosts : [received, ...request.hosts]);
  for (const host of hosts) {
    const headers = signed.signedHeaders.map(
      (name) => `${name}:${canonicalValue(name === "host" ? host : header(request, name))}\n`,
    );
    const canonical = `${start}${headers.join("")}\n${signed.signedHeaders.join(";")}\n${bodyHash}`;
    const text = `${ALGORITHM}\n${signed.date}\n${scope}\n${hash("sha256", canonical, "hex")}`;
    const expected = Buffer.from(sign(text));
    if (expected.length === given.length && timingSafeEqual(expected, given)) return true;
  }
  return false;
}

const canonicalValue = (value: string | undefined) => (value === undefined ? "" : value.trim().replace(/\s+/g, " "));

/** Every service but S3: segments normalised, then encoded once more. */
function canonicalPath(path: string): string {
  if (path === "/" || path === "") return "/";
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encode(segment));
  }
  return segments.length === 0 ? "/" : `/${segments.join("/")}${path.endsWith("/") ? "/" : ""}`;
}

function canonicalQuery(query: string): string {
  if (query === "") return "";
  return query
    .split("&")
    .filter((part) => part !== "" && !part.startsWith("X-Amz-Signature="))
    .map((part) => splitAt(part, part.indexOf("=")))
    .map(([name, value]): [string, string] => [reencode(name), reencode(value)])
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function reencode(text: string): string {
  try {
    return encode(decodeURIComponent(text));
  } catch {
    return encode(text);
  }
}

/** RFC 3986: all but letters, digits, `-`, `_`, `.` and `~`. */
const encode = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`,
  );
