/** JSON has no undefined: a world must read the same after it was saved. */
export function withoutAbsent<T extends object>(it: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(it).filter(([, value]) => value !== undefined)) as never;
}
