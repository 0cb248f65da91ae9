import type { Newcomer, SavedInput, SavedUndo, SavedWorld, WorldStore } from "../../server/sandbox/store.ts";

type Account = { world: SavedWorld; inputs: SavedInput[]; undo?: SavedUndo };

/** Keeps worlds as storage does, in memory. `shared`: several `Sandboxes` use it, as several processes use one PostgreSQL. */
export class MemoryStore implements WorldStore {
  readonly shared: boolean;
  readonly accounts = new Map<string, Account>();

  constructor({ shared = false }: { shared?: boolean } = {}) {
    this.shared = shared;
  }

  async create(accountId: string, world: SavedWorld, _newcomer: Newcomer, _now: number): Promise<void> {
    if (this.accounts.has(accountId)) throw new Error(`There is an account ${accountId} already.`);
    this.accounts.set(accountId, { world, inputs: [] });
  }

  async load(accountId: string): Promise<{ world: SavedWorld; inputs: SavedInput[] } | undefined> {
    return structuredClone(this.accounts.get(accountId));
  }

  async revision(accountId: string): Promise<number | undefined> {
    const account = this.accounts.get(accountId);
    return account && revisionOf(account);
  }

  async append(accountId: string, input: SavedInput, undo?: SavedUndo | null): Promise<boolean> {
    const account = this.accounts.get(accountId);
    if (!account || input.revision !== revisionOf(account) + 1 || input.at < account.world.at) return false;
    account.inputs.push(input);
    if (undo === null) delete account.undo;
    else if (undo) account.undo = undo;
    return true;
  }

  async save(accountId: string, world: SavedWorld, now: number): Promise<boolean> {
    const account = this.accounts.get(accountId);
    if (!account || world.revision !== revisionOf(account)) return false;
    account.world = world;
    account.inputs = [];
    if (account.undo && account.undo.expiresAt <= now) delete account.undo;
    return true;
  }

  async undo(accountId: string): Promise<SavedUndo | undefined> {
    return this.accounts.get(accountId)?.undo;
  }
}

const revisionOf = ({ world, inputs }: Account): number => inputs.at(-1)?.revision ?? world.revision;
