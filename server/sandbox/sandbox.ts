import { limits } from "../limits.ts";
import { logError } from "../log.ts";
import { accountNow, leaseIsDue } from "./clock.ts";
import { applyInput, decodeInput, encodeInput, type Input, type Outcome } from "./inputs.ts";
import type { Catalog } from "./services/operation.ts";
import { advance } from "./simulation/index.ts";
import { Size } from "./size.ts";
import type { SavedInput, SavedUndo, WorldStore } from "./store.ts";
import { savedWorld, worldOf } from "./versions.ts";
import type { Change, Topic } from "./world/change.ts";
import { regionState } from "./world/new-world.ts";
import type { Millis, Region, RegionState, World } from "./world/world.ts";

const SECOND = 1_000;
/** Everything a panel may show of an account. */
const EVERY_TOPIC: Topic[] = ["service", "tasks", "scaling", "alarms", "metrics", "load", "clock", "account"];
/** Account time that is advanced between two looks at the watch: some tens of microseconds of work. */
const STRIDE_MS = 30 * SECOND;
/** How often a lost race is decided again. Each loss means that another process has got on, so this many in a row are a fault. */
const RACES = 100;

/** Somebody asks for an account that is not there (any more). */
export class NoSuchAccount extends Error {
  override name = "NoSuchAccount";

  constructor(accountId: string) {
    super(`There is no account ${accountId}.`);
  }
}

export type SandboxParts = {
  store: WorldStore;
  catalog: Catalog;
  /** Wall time, epoch milliseconds. */
  wall: () => number;
  /** Told which topics have something new, and at which account time. */
  tell: (accountId: string, topics: Topic[], at: Millis) => void;
};

type Applying<Of extends Input> = {
  /** The input, decided upon the world as it is now; undefined where there is nothing to do. */
  decide: (world: World, wall: number) => Of | undefined | Promise<Of | undefined>;
  /** The world to keep for going back, from before the input; `null` forgets it. */
  undo?: (world: World, wall: number) => SavedUndo | null;
};

/**
 * One account that is awake: its world in memory, its revision, and a queue, so that one thing happens after another. What is asked
 * is answered only after everything the answer has seen is saved. Whatever goes wrong in between, the world in memory is thrown away
 * and loaded again: the store alone knows what is true.
 */
export class Sandbox {
  readonly accountId: string;
  readonly #parts: SandboxParts;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #world: World | undefined;
  #revision = 0;
  #snapshot = { revision: 0, at: 0, wall: 0 };
  readonly #size = new Size();
  /** A snapshot waits in the queue. */
  #saving = false;
  /** Another process has changed the account: who looks on here has to be told, and nobody knows of what. */
  #changedElsewhere = false;

  constructor(accountId: string, parts: SandboxParts) {
    this.accountId = accountId;
    this.#parts = parts;
  }

  /** Whether nothing is asked of it and nothing is in memory. */
  get asleep(): boolean {
    return this.#waiting === 0 && this.#world === undefined;
  }

  /** Whether nothing is asked of it. */
  get idle(): boolean {
    return this.#waiting === 0;
  }

  /** Applies an input, saves it if it changed anything, and gives its output; throws the `AwsError` of a refused call. */
  apply<Of extends Input>(applying: Applying<Of>): Promise<unknown> {
    return this.#inTurn(() => this.#apply(applying));
  }

  /** Looks at the world as it is now. What comes back must not share anything with the world that changes later. */
  read<Seen>(look: (world: World, wall: number) => Seen): Promise<Seen> {
    return this.#inTurn(async () => {
      const { world, wall } = await this.#now();
      return look(world, wall);
    });
  }

  /** Looks at one Region of the world as it is now. */
  readRegion<Seen>(region: Region, look: (world: World, state: RegionState) => Seen): Promise<Seen> {
    return this.read((world) => look(world, world.regions[region] ?? regionState({ ...world, regions: {} }, region)));
  }

  /** Looks at the world without letting time pass in it: enough for what its clock alone tells. */
  readClock<Seen>(look: (world: World, wall: number) => Seen): Promise<Seen> {
    return this.#inTurn(async () => look(await this.#awake(), this.#parts.wall()));
  }

  /** The participant was here: the clock goes on for another while. Costs nothing while the saved lease is young. */
  async touch(): Promise<void> {
    if (this.#world && !this.#parts.store.shared && !leaseIsDue(this.#world.clock, this.#parts.wall())) return;
    await this.live();
  }

  /** Lets time pass up to now and tells what it brought, for a participant who looks at the account. */
  async live(): Promise<void> {
    await this.#inTurn(() => this.#apply({ decide: () => undefined }));
  }

  /** Saves what a snapshot can save and forgets the world in memory. */
  sleep(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#save();
      this.#forget();
    });
  }

  async #inTurn<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#waiting++;
    const turn = this.#queue.then(task);
    this.#queue = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }

  async #apply<Of extends Input>({ decide, undo }: Applying<Of>): Promise<unknown> {
    for (let race = 0; race < RACES; race++) {
      const { world, wall } = await this.#now();
      if (leaseIsDue(world.clock, wall) && !(await this.#commit(world, { kind: "lease", wall }))) continue;
      const input = await decide(world, wall);
      if (!input) return undefined;
      const outcome = await this.#commit(world, input, undo?.(world, wall));
      if (!outcome) continue;
      if (outcome.error) throw outcome.error;
      return outcome.output;
    }
    throw new Error(`Account ${this.accountId} was changed elsewhere ${RACES} times in a row.`);
  }

  /** Applies an input and saves it if it changed anything; undefined where another process was first: load again, decide again. */
  async #commit(world: World, input: Input, undo?: SavedUndo | null): Promise<Outcome | undefined> {
    const at = world.now;
    const { catalog, wall } = this.#parts;
    if (this.#isRead(input)) return this.#orForget(() => applyInput(world, input, catalog));
    // What is applied is what is saved, down to the form of a date: a replay sees nothing else.
    const body = encodeInput(input);
    const full = this.#size.refusal(world, input, body.length, wall());
    if (full) return { error: full, changes: [], changed: false };
    const outcome = this.#orForget(() => applyInput(world, decodeInput(body), catalog));
    if (!outcome.changed) return outcome;
    if (!(await this.#append({ revision: this.#revision + 1, at, body }, undo))) return undefined;
    this.#size.grew(body.length);
    this.#tell(outcome.changes);
    // A skip is lived through before it is answered.
    this.#tell(await this.#advance(world, accountNow(world.clock, world.now, wall())));
    this.#saveSometimes();
    return outcome;
  }

  #isRead(input: Input): boolean {
    return input.kind === "call" && this.#parts.catalog[input.service]?.[input.operation]?.reads === true;
  }

  /** True when saved; false where another process was first, and then the world has to be loaded again. */
  async #append(input: SavedInput, undo?: SavedUndo | null): Promise<boolean> {
    let saved = false;
    try {
      saved = await this.#parts.store.append(this.accountId, input, undo);
    } finally {
      if (saved) this.#revision = input.revision;
      else this.#forget();
    }
    if (!saved) this.#changedElsewhere = true;
    return saved;
  }

  /** The world, advanced to now. */
  async #now(): Promise<{ world: World; wall: number }> {
    const world = await this.#awake();
    const wall = this.#parts.wall();
    this.#tell(await this.#advance(world, accountNow(world.clock, world.now, wall)));
    return { world, wall };
  }

  /** The world in memory, loaded if it is not there or no longer the latest. */
  async #awake(): Promise<World> {
    const { store } = this.#parts;
    if (this.#world && store.shared && (await store.revision(this.accountId)) !== this.#revision) {
      this.#forget();
      this.#changedElsewhere = true;
    }
    this.#world ??= await this.#load();
    if (this.#changedElsewhere) {
      this.#changedElsewhere = false;
      this.#parts.tell(this.accountId, EVERY_TOPIC, this.#world.now);
    }
    return this.#world;
  }

  async #load(): Promise<World> {
    const { store, wall, catalog } = this.#parts;
    const saved = await store.load(this.accountId);
    if (!saved) throw new NoSuchAccount(this.accountId);
    const world = worldOf(saved.world);
    this.#size.measured(saved.world.body.length);
    let revision = saved.world.revision;
    for (const input of saved.inputs) {
      this.#size.grew(input.body.length);
      if (input.revision !== ++revision) throw new Error(`Account ${this.accountId} lacks its input ${revision}.`);
      await this.#advance(world, input.at);
      const { error } = applyInput(world, decodeInput(input.body), catalog);
      // Only a change of what an operation accepts can refuse now what was accepted then.
      if (error) logError("an input that was accepted is refused now", error, { account: this.accountId, revision });
    }
    this.#revision = revision;
    this.#snapshot = { revision: saved.world.revision, at: saved.world.at, wall: wall() };
    return world;
  }

  /** In slices, so that nobody's long way to now stalls the others. */
  async #advance(world: World, until: Millis): Promise<Change[]> {
    const changes: Change[] = [];
    while (world.now + SECOND <= until) {
      const started = performance.now();
      do {
        const next = Math.min(until, world.now + STRIDE_MS);
        for (const change of this.#orForget(() => advance(world, next))) changes.push(change);
      } while (world.now + SECOND <= until && performance.now() - started < limits.advanceSliceMs);
      if (world.now + SECOND <= until) await new Promise((resolve) => setImmediate(resolve));
    }
    return changes;
  }

  #tell(changes: Change[]): void {
    if (changes.length === 0) return;
    const topics = [...new Set<Topic>(changes.map((change) => change.topic))];
    this.#parts.tell(this.accountId, topics, changes.at(-1)!.at);
  }

  /** A snapshot when it is due, after the answer: it waits in the queue behind what has been asked already. */
  #saveSometimes(): void {
    if (this.#saving) return;
    const due =
      this.#revision - this.#snapshot.revision >= limits.snapshotEveryInputs ||
      this.#parts.wall() - this.#snapshot.wall >= limits.snapshotEveryMs;
    if (!due) return;
    this.#saving = true;
    void this.#inTurn(async () => {
      this.#saving = false;
      await this.#save();
    });
  }

  /** Writes a snapshot where it would spare work. That it fails costs only time: the log is still there. */
  async #save(): Promise<void> {
    const world = this.#world;
    if (!world || (this.#revision === this.#snapshot.revision && world.now === this.#snapshot.at)) return;
    try {
      const { store, wall } = this.#parts;
      const saved = savedWorld(world, this.#revision);
      this.#size.measured(saved.body.length);
      await store.save(this.accountId, saved, wall());
      this.#snapshot = { revision: this.#revision, at: world.now, wall: wall() };
    } catch (error) {
      logError("saving a snapshot", error, { account: this.accountId });
    }
  }

  /** Runs what may leave the world half changed. */
  #orForget<Result>(run: () => Result): Result {
    try {
      return run();
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#world = undefined;
  }
}
