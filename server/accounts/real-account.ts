import type { Notice } from "../contract/index.ts";
import { limits } from "../limits.ts";
import { isCommercialRegion } from "../sandbox/wire/schemas.ts";
import type { Account } from "./account.ts";
import { type Around, type Credentials, networkClients } from "./aws-clients.ts";
import { actionOf, areCredentialsRefused, denialOf, isDenial, noteDenial, statementFor } from "./denied.ts";
import { NoSuchRegion } from "./not-asked.ts";
import { sharingReads } from "./shared-reads.ts";

/** Whatever the site makes in a participant's own account carries this tag, so that it can be found and removed. */
export const TAGS = { "created-by": "ecs-auto-scaling-workshop" };

export type RealAccount = {
  id: string;
  accountId: string;
  region: string;
  /** Who asks, as GetCallerIdentity tells it. */
  arn: string;
  credentials: () => Promise<Credentials>;
  /** In place of AWS's own addresses. */
  endpoint?: string | undefined;
  /** Wall time, epoch milliseconds. */
  wall: () => number;
  publish: (topic: Notice["topic"], at: number) => void;
  /** AWS took the credentials no longer. */
  refused: () => void;
};

const TOPICS = ["service", "tasks", "scaling", "alarms", "metrics"] as const;
const SECOND = 1_000;

/**
 * A participant's own AWS account, asked over the network. It has none of a sandbox's capabilities. Throttled requests back off; of
 * several who ask the same one asks; a refusal remembers which permission was missing (`denialOf`).
 */
export function realAccount(parts: RealAccount): Account {
  const { id, accountId, region, arn, credentials, endpoint, wall, publish, refused } = parts;
  const clientsIn = (where: string) => {
    if (!isCommercialRegion(where))
      return networkClients({ region, endpoint, credentials }, () => Promise.reject(new NoSuchRegion(where)));
    const share = sharingReads(limits.realReadSharedMs, wall);
    const around: Around = (asked, send) =>
      share(asked, async () => {
        // The SDK keeps what it was given: whoever has disconnected asks no more, also from a line that still runs.
        await credentials();
        return send();
      }).catch((error: unknown) => {
        if (isDenial(error)) noteDenial(error, { action: actionOf(asked.service, asked.operation), principal: arn });
        if (areCredentialsRefused(error)) refused();
        throw error;
      });
    return networkClients({ region: where, endpoint, credentials }, around);
  };
  const regions = new Map([[region, clientsIn(region)]]);
  const awsIn = (where: string) => {
    const clients = regions.get(where) ?? clientsIn(where);
    if (isCommercialRegion(where)) regions.set(where, clients);
    return clients;
  };
  const now = async () => Math.floor(wall() / SECOND) * SECOND;
  return {
    id,
    accountId,
    region,
    aws: awsIn(region),
    awsIn,
    now,
    watch: watching(async () => {
      const at = await now();
      for (const topic of TOPICS) publish(topic, at);
    }),
    tags: TAGS,
    label: `${accountId} ${region}`,
    confirmChanges: async () => true,
    denied(error) {
      const denied = denialOf(error);
      return denied && { ...denied, statement: JSON.stringify(statementFor(denied)) };
    },
  };
}

/** AWS tells nobody that something has changed: while somebody looks, what is looked at is read again at an interval, one for all. */
function watching(tell: () => Promise<void>): () => () => void {
  const watchers = new Set<symbol>();
  let timer: NodeJS.Timeout | undefined;
  return () => {
    const me = Symbol("watcher");
    watchers.add(me);
    timer ??= setInterval(() => void tell(), limits.realPollMs).unref();
    return () => {
      watchers.delete(me);
      if (watchers.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  };
}
