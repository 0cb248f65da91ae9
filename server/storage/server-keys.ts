import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Tables } from "./schema.ts";

/** The server's own keys for signing, made when first asked for. */
export class ServerKeys {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** 256 bits in hexadecimal, the same for every process of this database. */
  async get(name: string): Promise<string> {
    await this.#db
      .insertInto("server_keys")
      .values({ name, secret: randomBytes(32).toString("hex") })
      .onConflict((it) => it.column("name").doNothing())
      .execute();
    const { secret } = await this.#db
      .selectFrom("server_keys")
      .select("secret")
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    return secret;
  }
}
