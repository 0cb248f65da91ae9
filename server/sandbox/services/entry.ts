/** What a record holds under a name that a caller chose. `constructor` and its like are names too, and held by nobody. */
export const entry = <Value>(record: Record<string, Value>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
