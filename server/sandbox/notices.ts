import type { Topic } from "./world/change.ts";
import type { Millis } from "./world/world.ts";

/** A topic is told at most once in so many milliseconds of wall time. */
const EVERY_MS = 1_000;

type Notify = (accountId: string, topics: Topic[], at: Millis) => void;

/** Tells what changed, each topic of an account at most once a second: the first time at once, what follows when the second is over. */
export class Notices {
  readonly #notify: Notify;
  /** By account and topic, while its second runs. */
  readonly #recent = new Map<string, { timer: NodeJS.Timeout; again?: Millis }>();

  constructor(notify: Notify) {
    this.#notify = notify;
  }

  tell(accountId: string, topics: Topic[], at: Millis): void {
    const fresh = topics.filter((topic) => {
      const recent = this.#recent.get(`${accountId} ${topic}`);
      if (recent) recent.again = at;
      else this.#hold(accountId, topic);
      return !recent;
    });
    if (fresh.length > 0) this.#notify(accountId, fresh, at);
  }

  close(): void {
    for (const { timer } of this.#recent.values()) clearTimeout(timer);
    this.#recent.clear();
  }

  #hold(accountId: string, topic: Topic): void {
    const key = `${accountId} ${topic}`;
    const timer = setTimeout(() => {
      const again = this.#recent.get(key)?.again;
      this.#recent.delete(key);
      if (again !== undefined) this.tell(accountId, [topic], again);
    }, EVERY_MS).unref();
    this.#recent.set(key, { timer });
  }
}
