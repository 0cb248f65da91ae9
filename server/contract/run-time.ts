/** Locust's way to write a run time: `300`, `20s`, `3m`, `1h30m`. Seconds; undefined where the text is none. */
export function parseRunTime(text: string): number | undefined {
  const [, hours, minutes, seconds] = /^(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s?)?$/.exec(text.trim()) ?? [];
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined;
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
}
