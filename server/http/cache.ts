/** What was read lately, at most `most` entries; the least recently used go first. */
export class Cache<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  put(key: Key, value: Value): Value {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#most) this.#entries.delete(this.#entries.keys().next().value!);
    return value;
  }

  getOr(key: Key, make: () => Value): Value {
    return this.get(key) ?? this.put(key, make());
  }

  clear(): void {
    this.#entries.clear();
  }
}
