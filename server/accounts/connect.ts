import { createHmac } from "node:crypto";
import type { Notice } from "../contract/index.ts";
import { limits } from "../limits.ts";
import type { Account } from "./account.ts";
import { checkedKeys, checkedProfile, checkedRegion, checkedRole } from "./connection-request.ts";
import { type OwnAccount, ownAccountOf } from "./own-purpose.ts";
import { realAccount } from "./real-account.ts";
import { RefusedConnection, refusalOf } from "./refused-connection.ts";
import { roleCredentials } from "./role-credentials.ts";
import { type Secret, Secrets } from "./secrets.ts";
import { machineCredentials, type Provider, whoAsks } from "./who-asks.ts";

export type ConnectionRequest = { region: string } & (
  | { way: "keys"; accessKeyId: string; secretAccessKey: string; sessionToken: string; endsAt?: number | undefined }
  | { way: "role"; roleArn: string }
  | { way: "profile"; profile?: string | undefined }
);

/** What AWS says about an account before it is connected. */
export type Offer = OwnAccount & { secret: Secret };

type Parts = {
  /** Wall time, epoch milliseconds. */
  wall: () => number;
  /** In place of AWS's own addresses. */
  endpoint: string | undefined;
  /** Whether participants may use the credentials of the machine the server runs on: it is their own. */
  machineIsTheirs: boolean;
  /** From which external ids are made; the same for every process. */
  externalIdKey: () => Promise<string>;
  publish: (id: string, topic: Notice["topic"], at: number) => void;
};

/** Where the server asks who it is itself. */
const HOME_REGION = "us-east-1";
/** A server's identity seldom changes, and finding that there is none can take a second. */
const SERVER_KNOWN_MS = 60_000;

/** Participants' own AWS accounts: how one is looked at, connected, asked and let go. */
export class Connections {
  readonly #parts: Parts;
  readonly #secrets: Secrets;
  readonly #offers = new Map<string, Offer & { until: number }>();
  readonly #accounts = new Map<string, Account>();
  #server: { until: number; who: Promise<{ accountId: string; arn: string } | undefined> } = {
    until: 0,
    who: Promise.resolve(undefined),
  };

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#secrets = new Secrets(parts.wall);
  }

  get machineIsTheirs(): boolean {
    return this.#parts.machineIsTheirs;
  }

  get endpoint(): string | undefined {
    return this.#parts.endpoint;
  }

  /** Made by us for one participant, so that nobody can have us enter the account of somebody else (IAM User Guide, "The confused deputy problem"). */
  async externalId(participantId: string): Promise<string> {
    const mac = createHmac("sha256", await this.#parts.externalIdKey()).update(participantId);
    return `ecs-workshop-${mac.digest("hex").slice(0, 32)}`;
  }

  /** Who this server is for AWS; undefined where it has no credentials of its own, and so cannot assume a role. Asked once a minute at most. */
  async server(): Promise<{ accountId: string; arn: string } | undefined> {
    const now = this.#parts.wall();
    if (now >= this.#server.until) {
      const where = this.#at(HOME_REGION);
      const who = whoAsks(where, machineCredentials(where, undefined)).catch(() => undefined);
      this.#server = { until: now + SERVER_KNOWN_MS, who };
    }
    return this.#server.who;
  }

  /** Looks at an account and keeps what was typed for a while, so that its owner can say that it is theirs. Throws `RefusedConnection`. */
  async offer(participantId: string, request: ConnectionRequest): Promise<Offer> {
    this.withdraw(participantId);
    const region = checkedRegion(request.region);
    try {
      const { credentials, endsAt } = await this.#credentials(participantId, request, region);
      const { accountId, arn } = await whoAsks(this.#at(region), credentials);
      const offer = { accountId, region, secret: { way: request.way, arn, credentials, endsAt } };
      const until = this.#parts.wall() + limits.connectionOfferedMs;
      this.#offers.set(participantId, { ...offer, until });
      setTimeout(
        () => this.#offers.get(participantId)?.until === until && this.withdraw(participantId),
        limits.connectionOfferedMs,
      ).unref();
      return offer;
    } catch (error) {
      throw refusalOf(error, region);
    }
  }

  /** What was offered last, once; undefined where that is another account or too long ago. */
  accept(participantId: string, accountId: string): Offer | undefined {
    const offer = this.#offers.get(participantId);
    if (!offer || offer.accountId !== accountId || offer.until <= this.#parts.wall()) return undefined;
    this.withdraw(participantId);
    return offer;
  }

  withdraw(participantId: string): void {
    this.#offers.delete(participantId);
  }

  /** From now on the account `id` is asked with these credentials. */
  keep(id: string, secret: Secret): void {
    this.#accounts.delete(id); // Its clients remember the credentials they were made with.
    this.#secrets.keep(id, secret);
  }

  /** How the account is connected; undefined where its credentials have ended or are forgotten. */
  connectionOf(id: string): Omit<Secret, "credentials"> | undefined {
    const secret = this.#secrets.get(id);
    return secret && { way: secret.way, arn: secret.arn, endsAt: secret.endsAt };
  }

  forget(id: string): void {
    this.#secrets.forget(id);
    this.#accounts.delete(id);
  }

  /** The account as the rest of the server asks it, with or without credentials; undefined where the purpose is not an own account's. */
  account(id: string, purpose: string): Account | undefined {
    const own = ownAccountOf(purpose);
    if (!own) return undefined;
    const known = this.#accounts.get(id);
    if (known) return known;
    const { wall, endpoint, publish } = this.#parts;
    const account = realAccount({
      id,
      ...own,
      arn: this.#secrets.get(id)?.arn ?? "these credentials",
      credentials: () => this.#secrets.credentials(id),
      endpoint,
      wall,
      publish: (topic, at) => publish(id, topic, at),
      refused: () => {
        this.forget(id);
        publish(id, "account", wall());
      },
    });
    this.#accounts.set(id, account);
    return account;
  }

  #at = (region: string) => ({ region, endpoint: this.#parts.endpoint });

  async #credentials(
    participantId: string,
    request: ConnectionRequest,
    region: string,
  ): Promise<{ credentials: Provider; endsAt?: number | undefined }> {
    if (request.way === "keys") {
      const keys = checkedKeys(request);
      return { credentials: async () => keys, endsAt: request.endsAt };
    }
    if (request.way === "role") {
      const { arn: roleArn } = checkedRole(request.roleArn);
      if (!(await this.server()))
        throw new RefusedConnection(
          "This server has no AWS identity of its own, so it cannot assume a role.",
          "Paste temporary credentials instead, or ask whoever runs the server to give it credentials.",
        );
      const where = this.#at(region);
      const externalId = await this.externalId(participantId);
      const base = machineCredentials(where, undefined);
      return { credentials: await roleCredentials({ ...where, base, roleArn, externalId }, this.#parts.wall) };
    }
    if (!this.#parts.machineIsTheirs)
      throw new RefusedConnection(
        "The credentials of the machine that this server runs on are not yours to use.",
        "Paste temporary credentials, or name a role. On a server of your own, at 127.0.0.1, this way is open.",
      );
    return { credentials: machineCredentials(this.#at(region), checkedProfile(request.profile)) };
  }
}
