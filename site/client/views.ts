import type { Problem } from "../../server/contract/index.ts";
import { ApiProblem, get, problemOf } from "./api.ts";
import { onNotice, type Topic } from "./live.ts";
import { onPresence, presenceNow } from "./presence.ts";

/** What a path answered last, shared by every island of the page that shows it: one request for all of them. */
export type ViewState<T> = { data: T | undefined; problem: Problem | undefined; loading: boolean; offline: boolean };

/** `held`: keeps what it shows until something else is asked for; notices do not change it. */
type Watcher = { active: boolean; held?: boolean; changed: () => void };

/** Answers remembered for paths that nobody shows at the moment. */
const KEPT = 40;
/** Notices of several topics come in one second; they bring one read in so many wall milliseconds. */
const PAUSE_MS = 1_000;
/** Wall milliseconds between two tries while the server is away. */
const RETRY_MS = 4_000;

export class View<T> {
  state: ViewState<T> = { data: undefined, problem: undefined, loading: false, offline: false };
  readonly watchers = new Set<Watcher>();
  private readonly path: string;
  private readonly topics = new Set<Topic>();
  private stops: (() => void)[] = [];
  private stale = true;
  private running: Promise<void> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private readAt = 0;

  constructor(path: string) {
    this.path = path;
  }

  watch(watcher: Watcher, topics: readonly Topic[]): () => void {
    this.watchers.add(watcher);
    this.listenTo(topics);
    this.refreshIfStale();
    return () => {
      this.watchers.delete(watcher);
      if (this.watchers.size > 0) return;
      for (const stop of this.stops.splice(0)) stop();
      this.topics.clear();
      clearTimeout(this.retry);
      clearTimeout(this.pause);
      this.stale = true; // nobody listened to notices meanwhile
    };
  }

  /** Reads again when something changed while nobody looked. */
  refreshIfStale(): void {
    if (this.stale && this.isSeen()) void this.refresh();
  }

  /** The same for what came by itself: who holds what they see is not disturbed. */
  follow(): void {
    if (!this.isHeld() || this.state.data === undefined) this.refreshIfStale();
  }

  /** Reads now. Two reads at once are one, and whoever asks during a read, or a notice then, brings one more after it. */
  refresh(): Promise<void> {
    // The read that runs may have been answered before what this one is to show.
    this.stale = this.running !== undefined;
    if (this.running) return this.running;
    this.readAt = Date.now();
    this.running = this.read().finally(() => {
      this.running = undefined;
      this.refreshSoon();
    });
    return this.running;
  }

  /** Reads again when something changed, but not more often than once in `PAUSE_MS`. */
  private refreshSoon(): void {
    if (!this.stale || this.running) return;
    clearTimeout(this.pause);
    const wait = this.readAt + PAUSE_MS - Date.now();
    if (wait <= 0) this.follow();
    else this.pause = setTimeout(() => this.follow(), wait);
  }

  /** Puts in what another answer already told, for example the new clock after setting it. */
  put(data: T): void {
    this.change({ data, problem: undefined, offline: false });
  }

  private listenTo(topics: readonly Topic[]): void {
    const added = topics.filter((topic) => !this.topics.has(topic));
    for (const topic of added) this.topics.add(topic);
    const changed = () => {
      this.stale = true;
      this.refreshSoon();
    };
    if (added.length > 0) this.stops.push(onNotice(added, changed));
    if (this.stops.length > 1) return;
    const seen = () => this.follow();
    document.addEventListener("visibilitychange", seen);
    // Somebody who just got an account has not seen it yet.
    this.stops.push(
      () => document.removeEventListener("visibilitychange", seen),
      onPresence(() => presenceNow() === "present" && changed()),
    );
  }

  private isHeld(): boolean {
    return this.watchers.size > 0 && [...this.watchers].every(({ held }) => held);
  }

  private isSeen(): boolean {
    return document.visibilityState === "visible" && [...this.watchers].some((it) => it.active);
  }

  private async read(): Promise<void> {
    clearTimeout(this.retry);
    this.change({ loading: true });
    try {
      const data = await get<T>(this.path);
      this.change({ data, problem: undefined, loading: false, offline: false });
    } catch (error) {
      const offline = error instanceof ApiProblem && error.offline;
      this.change({ problem: problemOf(error), loading: false, offline });
      if (offline) {
        this.retry = setTimeout(() => {
          this.stale = true;
          this.refreshIfStale();
        }, RETRY_MS);
      }
    }
  }

  private change(next: Partial<ViewState<T>>): void {
    this.state = { ...this.state, ...next };
    for (const watcher of [...this.watchers]) watcher.changed();
  }
}

const views = new Map<string, View<unknown>>();

export function viewOf<T>(path: string): View<T> {
  let view = views.get(path);
  if (view) views.delete(path);
  view ??= new View(path);
  views.set(path, view); // the latest asked for is the last to go
  for (const [old, it] of views) {
    if (views.size <= KEPT) break;
    if (it.watchers.size === 0) views.delete(old);
  }
  return view as View<T>;
}
