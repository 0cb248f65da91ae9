import type {
  ClockSetting,
  ClockView,
  Load,
  LoadMoment,
  LoadSetting,
  RecordedCall,
  ScalingDecision,
} from "../contract/index.ts";
import { limits } from "../limits.ts";
import { logError } from "../log.ts";
import { accountNow, clockView } from "./clock.ts";
import { type CallInput, type StartingStateName, startingStates } from "./inputs.ts";
import { Notices } from "./notices.ts";
import { NoSuchAccount, Sandbox } from "./sandbox.ts";
import { catalog as everyOperation } from "./services/catalog.ts";
import type { Catalog } from "./services/operation.ts";
import { applicationAnswer, loadMoments, loadView } from "./simulation/index.ts";
import { WORKSHOP_REGION } from "./starting-states.ts";
import type { Newcomer, WorldStore } from "./store.ts";
import { savedWorld } from "./versions.ts";
import type { Topic } from "./world/change.ts";
import type { Millis, World } from "./world/world.ts";

/** A watched account is advanced this often, in wall time. */
const WATCH_EVERY_MS = 1_000;
const SECOND = 1_000;

type Options = {
  store: WorldStore;
  /** Told that something of an account changed, each topic at most once a second. `at` is account time. */
  notify: (accountId: string, topics: Topic[], at: Millis) => void;
  /** Wall time, epoch milliseconds. */
  wall: () => number;
  catalog?: Catalog;
  worldsInMemory?: number;
};

/** All sandbox accounts. Those in use are in memory; the least recently used go first. */
export class Sandboxes {
  readonly #options: Options;
  readonly #notices: Notices;
  readonly #worldsInMemory: number;
  /** Awake, the most recently used last. */
  readonly #awake = new Map<string, Sandbox>();
  /** Open streams per account. */
  readonly #watchers = new Map<string, number>();
  readonly #living = new Set<string>();
  readonly #fallingAsleep = new Set<string>();
  #ticking: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#notices = new Notices(options.notify);
    this.#worldsInMemory = options.worldsInMemory ?? limits.worldsInMemory;
  }

  /** A new account and whose it is, in one transaction. `seed` feeds its ids. */
  async create({
    accountId,
    seed,
    state,
    newcomer,
  }: {
    accountId: string;
    seed: number;
    state: StartingStateName;
    newcomer: Newcomer;
  }): Promise<void> {
    const { store, wall } = this.#options;
    const now = wall();
    const world = startingStates[state]({ accountId, seed, now: Math.floor(now / SECOND) * SECOND, wallNow: now });
    await store.create(accountId, savedWorld(world, 0), newcomer, now);
  }

  /** An AWS call: its output, or the `AwsError` it is refused with. */
  call({ accountId, ...call }: Omit<CallInput, "kind"> & { accountId: string }): Promise<unknown> {
    return this.#sandbox(accountId).apply({ decide: () => ({ kind: "call", ...call }) });
  }

  clock(accountId: string): Promise<ClockView> {
    return this.#sandbox(accountId).readClock((world, wall) => clockView(world.clock, world.now, wall));
  }

  /** Account time. */
  now(accountId: string): Promise<Millis> {
    return this.#sandbox(accountId).readClock((world, wall) => accountNow(world.clock, world.now, wall));
  }

  /** Sets speed and pause and skips; answers when what was skipped has been lived through. */
  async setClock(accountId: string, setting: ClockSetting): Promise<ClockView> {
    const sandbox = this.#sandbox(accountId);
    await sandbox.apply({ decide: (_, wall) => ({ kind: "clock", wall, ...setting }) });
    return this.clock(accountId);
  }

  /** The load test's statistics, and its history from `since` on. */
  load(accountId: string, since?: Millis): Promise<Load> {
    return this.#sandbox(accountId).readRegion(WORKSHOP_REGION, (world, state) => loadView(world, state, since));
  }

  /** The load test moment by moment. */
  loadMoments(accountId: string): Promise<LoadMoment[]> {
    return this.#sandbox(accountId).readRegion(WORKSHOP_REGION, loadMoments);
  }

  async setLoad(accountId: string, setting: LoadSetting): Promise<Load> {
    await this.#sandbox(accountId).apply({ decide: () => ({ kind: "load", ...setting }) });
    return this.load(accountId);
  }

  /** Real requests at the application's address, per wall second. They count as so many per account second, for a few wall seconds. */
  async traffic(accountId: string, { rps, waiting }: { rps: number; waiting: number }): Promise<void> {
    await this.#sandbox(accountId).apply({
      decide: (world) => {
        if (world.clock.paused) return undefined;
        const until = world.now + Math.ceil((world.clock.speed * limits.trafficMs) / SECOND) * SECOND;
        return { kind: "traffic", rps, waiting, until };
      },
    });
  }

  /** What the load balancer answers a real request that comes now, while so many others wait, and which task answers in its turn. */
  application(
    accountId: string,
    asked: { waiting: number; turn: number; path: string },
  ): Promise<ReturnType<typeof applicationAnswer>> {
    return this.#sandbox(accountId).readRegion(WORKSHOP_REGION, (world, state) =>
      applicationAnswer(world, state, asked),
    );
  }

  /** The latest state-changing calls, newest first. */
  calls(accountId: string): Promise<RecordedCall[]> {
    return this.#sandbox(accountId).readClock((world) => structuredClone(world.calls).reverse());
  }

  /** What the scaling engine decided and why, in every Region, newest first. */
  decisions(accountId: string): Promise<ScalingDecision[]> {
    return this.#sandbox(accountId).read(({ regions }) =>
      Object.values(regions)
        .flatMap(({ name, scaling }) => structuredClone(scaling.decisions ?? []).map((it) => ({ ...it, region: name })))
        .reverse()
        .sort((a, b) => b.at - a.at),
    );
  }

  /** Starts over. Id, keys and clock stay; the world from before is kept for a while, unless a checkpoint is to stay the way back. */
  async reset(
    accountId: string,
    to: StartingStateName,
    clock?: "now",
    { keepsCheckpoint = false } = {},
  ): Promise<void> {
    await this.#sandbox(accountId).apply({
      decide: (_, wall) => ({ kind: "reset", wall, to, clock }),
      ...(!keepsCheckpoint && { undo: wayBack() }),
    });
  }

  /** Keeps the world as it is now for a while, to go back to. `note` says what for; it replaces what was kept before. */
  async checkpoint(accountId: string, note: string): Promise<void> {
    await this.#sandbox(accountId).apply({ decide: () => ({ kind: "checkpoint" }), undo: wayBack(note) });
  }

  /** The last checkpoint: its note, until when (wall time) it is kept, and the changing calls since, oldest first. Null without one. */
  async lastCheckpoint(accountId: string): Promise<{ note: string; until: number; since: RecordedCall[] } | null> {
    const { store, wall } = this.#options;
    const kept = await store.undo(accountId);
    if (kept?.note === undefined || kept.expiresAt <= wall()) return null;
    const before = new Set((JSON.parse(kept.body) as World).calls.map(({ requestId }) => requestId));
    const since = (await this.calls(accountId)).filter(({ requestId }) => !before.has(requestId)).reverse();
    return { note: kept.note, until: kept.expiresAt, since };
  }

  /** Gives the checkpoint of that note another one; its world and its end stay. */
  async renameCheckpoint(accountId: string, note: string, next: string): Promise<void> {
    const kept = await this.#options.store.undo(accountId);
    if (kept?.note !== note) return;
    await this.#sandbox(accountId).apply({
      decide: () => ({ kind: "checkpoint" }),
      undo: () => ({ ...kept, note: next }),
    });
  }

  /** Takes the last reset back, or with `note` what was done since the checkpoint of that note. Does nothing where it is too late. */
  async undoReset(accountId: string, note?: string): Promise<void> {
    await this.#sandbox(accountId).apply({
      decide: async (_, wall) => {
        const kept = await this.#options.store.undo(accountId);
        if (!kept || kept.note !== note || kept.expiresAt <= wall) return undefined;
        return { kind: "undo", world: JSON.parse(kept.body) as World };
      },
      undo: () => null,
    });
  }

  /** Wall time until which the last reset can be taken back; null where it cannot. */
  async undoUntil(accountId: string): Promise<number | null> {
    const { store, wall } = this.#options;
    const kept = await store.undo(accountId);
    return kept && kept.note === undefined && kept.expiresAt > wall() ? kept.expiresAt : null;
  }

  /** The participant was here: the clock goes on for another while. */
  touch(accountId: string): Promise<void> {
    return this.#sandbox(accountId).touch();
  }

  /** A copy of the whole world as it is now. */
  world(accountId: string): Promise<World> {
    return this.#sandbox(accountId).read((world) => structuredClone(world));
  }

  /** Somebody looks: the account lives on every wall second and tells what happens. Returns how to stop looking. */
  watch(accountId: string): () => void {
    this.#watchers.set(accountId, (this.#watchers.get(accountId) ?? 0) + 1);
    this.#ticking ??= setInterval(() => this.#tick(), WATCH_EVERY_MS).unref();
    let looking = true;
    return () => {
      if (!looking) return;
      looking = false;
      const left = (this.#watchers.get(accountId) ?? 0) - 1;
      if (left > 0) this.#watchers.set(accountId, left);
      else this.#watchers.delete(accountId);
      if (this.#watchers.size === 0) this.#stopTicking();
    };
  }

  /** The account is gone: nothing of it stays in memory. */
  forget(accountId: string): void {
    this.#awake.delete(accountId);
  }

  /** Saves a snapshot of the worlds in memory, as many as the time of a stop allows: the others have their log. Nothing can be asked afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTicking();
    this.#notices.close();
    const started = performance.now();
    // One after another: a thousand worlds as text at once would take a gigabyte.
    for (const sandbox of this.#awake.values()) if (performance.now() - started < limits.stopMs) await sandbox.sleep();
    this.#awake.clear();
  }

  #sandbox(accountId: string): Sandbox {
    if (this.#closed) throw new Error("The server is stopping.");
    let sandbox = this.#awake.get(accountId);
    if (sandbox) this.#awake.delete(accountId);
    else {
      const { store, wall, catalog = everyOperation } = this.#options;
      const tell = (id: string, topics: Topic[], at: Millis) => this.#notices.tell(id, topics, at);
      sandbox = new Sandbox(accountId, { store, wall, catalog, tell });
      this.#makeRoom();
    }
    this.#awake.set(accountId, sandbox);
    return sandbox;
  }

  /** The one that nobody has used for the longest time goes to sleep. It stays in its place until it does, so that nobody wakes a second one. */
  #makeRoom(): void {
    let over = this.#awake.size + 1 - this.#fallingAsleep.size - this.#worldsInMemory;
    for (const [accountId, sandbox] of this.#awake) {
      if (over <= 0) return;
      if (this.#watchers.has(accountId) || !sandbox.idle) continue;
      over--;
      this.#fallingAsleep.add(accountId);
      void sandbox.sleep().then(() => {
        this.#fallingAsleep.delete(accountId);
        if (sandbox.asleep && this.#awake.get(accountId) === sandbox) this.#awake.delete(accountId);
      });
    }
  }

  #tick(): void {
    for (const accountId of this.#watchers.keys()) {
      if (this.#living.has(accountId)) continue;
      this.#living.add(accountId);
      this.#sandbox(accountId)
        .live()
        .catch((error: unknown) => {
          // An account that was deleted while somebody had it open has nothing more to tell.
          if (error instanceof NoSuchAccount) this.#watchers.delete(accountId);
          else logError("advancing a watched account", error, { account: accountId });
        })
        .finally(() => this.#living.delete(accountId));
    }
  }

  #stopTicking(): void {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }
}

/** The world as it is before an input, kept for a while. */
const wayBack = (note?: string) => (world: World, wall: number) => ({
  expiresAt: wall + limits.resetUndoMs,
  body: JSON.stringify(world),
  note,
});
