import { language } from "./say.ts";

/** Formats of a language are made at their first use; a page has one language, the making of the site has all. */
const made = new Map<string, Intl.DateTimeFormat>();
const LOCALES = { en: "en-GB", "pt-BR": "pt-BR" };

function dates(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${language()}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(LOCALES[language()], { ...options, timeZone: "UTC" });
  made.set(key, format);
  return format;
}

/** Epoch milliseconds as `HH:MM:SS` in UTC, the way AWS and the charts show account time. */
export const formatAccountTime = (at: number): string =>
  dates("time", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(at);

/** Epoch milliseconds as `3 Nov 2026`, in Portuguese `3 de nov. de 2026`, UTC. */
export const formatAccountDay = (at: number): string =>
  dates("day", { day: "numeric", month: "short", year: "numeric" }).format(at);

/** Epoch milliseconds as `June 2026`, in Portuguese `junho de 2026`, UTC. */
export const formatMonth = (at: number): string => dates("month", { month: "long", year: "numeric" }).format(at);

/** A length as a person says it, in either language: `45 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A figure as a person reads it: one decimal below ten, else whole and with thousands apart. */
export const formatNumber = (value: number): string =>
  (Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value)).toLocaleString(language());
