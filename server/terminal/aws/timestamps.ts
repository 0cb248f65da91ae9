/** A moment as the CLI reads it: epoch seconds, ISO 8601, or a date in words; without an offset it is UTC. Undefined where it is none. */
export function readTimestamp(value: unknown): Date | undefined {
  if (typeof value === "number") return seconds(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^[-+]?\d+(\.\d+)?$/.test(text)) return seconds(Number(text));
  const iso =
    /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[-+]\d{2}:?\d{2}|[-+]\d{2})?$/i.exec(
      text,
    );
  if (iso) {
    const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", zone] = iso;
    const at = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
    const whole = new Date(at);
    if (whole.getUTCDate() !== Number(day) || whole.getUTCHours() !== Number(hour)) return undefined;
    return new Date(at + Math.floor(Number(`0.${fraction}`) * 1000) - offset(zone));
  }
  if (!/^[A-Za-z0-9 ,:+-]{6,40}$/.test(text) || !/\d/.test(text)) return undefined;
  const inWords = Date.parse(/(Z|UTC|GMT|[-+]\d{2}:?\d{2})$/.test(text) ? text : `${text} UTC`);
  return Number.isNaN(inWords) ? undefined : new Date(inWords);
}

function seconds(value: number): Date | undefined {
  const date = new Date(Math.round(value * 1000));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Milliseconds east of UTC. */
function offset(zone: string | undefined): number {
  const parts = /^([-+])(\d{2}):?(\d{2})?$/.exec(zone ?? "");
  if (!parts) return 0;
  return (parts[1] === "-" ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3] ?? 0)) * 60_000;
}

/** As Python's `isoformat` writes it: no fraction where there is none, else six digits. */
export function writeTimestamp(date: Date): string {
  const text = date.toISOString();
  const ms = text.slice(20, 23);
  return `${text.slice(0, 19)}${ms === "000" ? "" : `.${ms}000`}+00:00`;
}
