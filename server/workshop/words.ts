/** `HH:MM:SS` in UTC, as the clock of the page shows account time. */
export const clockTime = (at: number): string => new Date(at).toISOString().slice(11, 19);

/** One decimal, as people read a percentage. */
export const percent = (value: number): number => Math.round(value * 10) / 10;

/** `1 task`, `3 tasks`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
