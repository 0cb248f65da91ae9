import { limits } from "../limits.ts";
import type { Credentials } from "./aws-clients.ts";
import { CredentialsGone } from "./not-asked.ts";

/** How an account was connected: keys that were pasted, a role with an external id, or the machine's own credentials. */
export type Way = "keys" | "role" | "profile";

export type Secret = {
  way: Way;
  /** Who asks, as GetCallerIdentity tells it. */
  arn: string;
  credentials: () => Promise<Credentials>;
  /** Wall time at which they are forgotten; undefined where they renew themselves. */
  endsAt?: number | undefined;
};

/**
 * The credentials of connected accounts, in the memory of this process and nowhere else: not in the database, no log line, no
 * answer, no message to a thread. They are forgotten when they end and when their owner disconnects; a restart forgets all.
 */
export class Secrets {
  readonly #held = new Map<string, { secret: Secret; timer: NodeJS.Timeout }>();
  readonly #wall: () => number;

  constructor(wall: () => number) {
    this.#wall = wall;
  }

  /** `id`: the account's. What was held for it before is gone. */
  keep(id: string, secret: Secret): void {
    this.forget(id);
    const endsAt = secret.endsAt ?? this.#wall() + limits.connectionMs;
    const timer = setTimeout(() => this.forget(id), Math.max(0, endsAt - this.#wall())).unref();
    this.#held.set(id, { secret: { ...secret, endsAt: secret.endsAt }, timer });
  }

  get(id: string): Secret | undefined {
    const held = this.#held.get(id)?.secret;
    if (held?.endsAt === undefined || held.endsAt > this.#wall()) return held;
    this.forget(id);
    return undefined;
  }

  /** Throws `CredentialsGone` where there are none. */
  async credentials(id: string): Promise<Credentials> {
    const secret = this.get(id);
    if (!secret) throw new CredentialsGone();
    return secret.credentials();
  }

  forget(id: string): void {
    clearTimeout(this.#held.get(id)?.timer);
    this.#held.delete(id);
  }
}
