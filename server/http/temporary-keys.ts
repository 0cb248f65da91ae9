import { sessionIn } from "../sandbox/services/sts/index.ts";
import type { Call } from "../sandbox/wire/gateway.ts";
import type { AccessKeyRecord } from "../storage/access-keys.ts";
import { newTemporaryKey } from "./credentials.ts";

const SECOND = 1_000;

/**
 * The calls of an account, and keys for those that grant a session: an operation of STS says for whom and for how long
 * (`services/sts/session.ts`), here they are made and kept, and the answer gets its `Credentials`. They end in wall time, the
 * time of signatures.
 */
export function issuingKeys(
  call: Call,
  { keep, wall }: { keep: (key: AccessKeyRecord, now: number) => Promise<void>; wall: () => number },
): Call {
  return async (asked) => {
    const output = await call(asked);
    const session = asked.service === "sts" ? sessionIn(output) : undefined;
    if (!session) return output;
    const now = wall();
    const expiresAt = Math.floor(now / SECOND) * SECOND + session.durationSeconds * SECOND;
    const { accessKeyId, secretAccessKey, sessionToken } = newTemporaryKey(session.tokenLength);
    const { principal, userId } = session;
    await keep(
      {
        id: accessKeyId,
        accountId: asked.accountId,
        secret: secretAccessKey,
        sessionToken,
        expiresAt,
        principal,
        userId,
      },
      now,
    );
    const { session: _, ...answer } = output as object & { session: unknown };
    return {
      ...answer,
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: new Date(expiresAt),
      },
    };
  };
}
