/** A sentence with its values. */
export const say = (pattern: string, values: Record<string, string | number> = {}): string =>
  pattern.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
