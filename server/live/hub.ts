/** A notice to whoever looks at an account: that something changed, never what. `at` is account time in epoch milliseconds. */
export type Listener<Topic extends string = string> = (notice: { topic: Topic; at: number }) => void;

/** Who listens to which account, in this process. Nothing is kept: a listener that comes later fetches what is true then. */
export class Hub<Topic extends string = string> {
  readonly #listeners = new Map<string, Set<Listener<Topic>>>();

  publish(accountId: string, topic: Topic, at: number): void {
    for (const listener of this.#listeners.get(accountId) ?? []) listener({ topic, at });
  }

  /** Returns how to stop listening. */
  subscribe(accountId: string, listener: Listener<Topic>): () => void {
    const listeners = this.#listeners.get(accountId) ?? new Set();
    this.#listeners.set(accountId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(accountId) === listeners) this.#listeners.delete(accountId);
    };
  }
}
