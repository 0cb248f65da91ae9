import { isDenial } from "./denied.ts";
import { RefusedConnection } from "./refused-connection.ts";
import { type Assumption, assumeRole, type Provider } from "./who-asks.ts";

/** AWS: the shortest session of a role, and the longest that one role may get of another (API_AssumeRole). */
const SESSION_SECONDS = { shortest: 900, longest: 3_600 };
/** Credentials are renewed so long before they end. */
const RENEW_MS = 5 * 60_000;

type Asked = Omit<Assumption, "durationSeconds" | "externalId"> & { externalId: string };

/** Credentials of a role that asks for the external id we gave, and is closed without it; they renew themselves. Throws `RefusedConnection`. */
export async function roleCredentials({ externalId, ...asked }: Asked, wall: () => number): Promise<Provider> {
  const open = await assumeRole({ ...asked, durationSeconds: SESSION_SECONDS.shortest }).then(
    () => true,
    (error: unknown) => {
      if (isDenial(error)) return false;
      throw error;
    },
  );
  if (open)
    throw new RefusedConnection(
      "The role lets this server in without the external id, so anybody here could use it.",
      `Add the condition "StringEquals": {"sts:ExternalId": "${externalId}"} to the role's trust policy, and connect again.`,
      "roleArn",
    );
  const assume = () => assumeRole({ ...asked, externalId, durationSeconds: SESSION_SECONDS.longest });
  const first = await assume().catch((error: unknown) => {
    if (!isDenial(error)) throw error;
    throw new RefusedConnection(
      "The role does not let this server in: it is somebody else's, is not there, or its trust policy does not fit.",
      `If it is yours, its trust policy has to name this server and the external id ${externalId}, exactly as shown here; a new role takes some seconds to be known.`,
      "roleArn",
    );
  });
  return renewing(assume, first, wall);
}

/** Asks for new credentials shortly before the old ones end. */
function renewing(
  assume: () => Promise<Awaited<ReturnType<typeof assumeRole>>>,
  first: Awaited<ReturnType<typeof assumeRole>>,
  wall: () => number,
): Provider {
  let current = Promise.resolve(first);
  let endsAt = first.expiration.getTime();
  return async () => {
    if (wall() > endsAt - RENEW_MS) {
      const next = assume();
      endsAt = Number.POSITIVE_INFINITY; // Whoever asks meanwhile waits for the same answer.
      current = next;
      next.then(
        (it) => {
          endsAt = it.expiration.getTime();
        },
        () => {
          endsAt = 0;
        },
      );
    }
    return current;
  };
}
