import { createHash, randomBytes, randomInt } from "node:crypto";

/* Identifiers and secrets of participants and their accounts, in the shapes AWS gives its own. */

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** What a participant proves who they are with; kept as its hash only. */
export const newToken = (): string => randomBytes(32).toString("base64url");
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/** 12 digits that do not begin with 0. */
export const newAccountId = (): string => String(randomInt(100_000_000_000, 1_000_000_000_000 - 1));

/** AWS: a long-term key begins with AKIA and has 20 characters, its secret has 40 (API_AccessKey of IAM). */
export const newAccessKey = () => ({
  accessKeyId: `AKIA${base32(randomBytes(16))}`,
  secretAccessKey: randomBytes(30).toString("base64"),
});

/**
 * AWS: a temporary key begins with ASIA and comes with a session token (iam user guide, "Unique identifiers"; API_Credentials of
 * STS), which a caller can ask to be longer (API_AssumeRole, MinimumSessionTokenSize).
 */
export const newTemporaryKey = (tokenLength = 0) => ({
  accessKeyId: `ASIA${base32(randomBytes(16))}`,
  secretAccessKey: randomBytes(30).toString("base64"),
  sessionToken: randomBytes(3 * Math.max(32, Math.ceil(tokenLength / 4))).toString("base64"),
});

/** The path of the application; knowing it is all one needs to send it requests. */
export const newAppId = (): string => base32(randomBytes(20)).toLowerCase();

/** The account's user as GetCallerIdentity tells it: the same at every call, without being kept. */
export const userOf = (accountId: string) => ({
  principal: `arn:aws:iam::${accountId}:user/participant`,
  userId: `AIDA${base32(createHash("sha256").update(`user of ${accountId}`).digest().subarray(0, 17))}`,
});

/** One letter or digit per byte. */
const base32 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => BASE32[byte % 32]).join("");
