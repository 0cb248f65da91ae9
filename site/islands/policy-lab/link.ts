import {
  CHOICES,
  type ChoiceName,
  type Experiment,
  LETTERS,
  LOAD_KINDS,
  LOAD_NUMBERS,
  type Load,
  type LoadPoint,
  NAME_MAX,
  NUMBERS,
  type NumberName,
  POINTS_MAX,
  type Range,
  type Settings,
  usualLoad,
  usualSettings,
  type Variant,
} from "./settings.ts";

/*
 * An experiment in an address: `#load=kind:spike,users:900&a=cpuTarget:60,maxCapacity:8&b=`. Only what differs from the usual is
 * written. What is read may have been written by anybody: names are looked up in our own tables, values must lie within their
 * bounds, and what does not is left out and told.
 */

const LEAST_POINT_MINUTE = 0;

/** The part of the address behind `#`. */
export function hashOf({ load, variants }: Experiment): string {
  const parts = [`load=${written(loadEntries(load))}`];
  for (const [i, it] of variants.entries()) parts.push(`${keyOf(i)}=${written(variantEntries(it))}`);
  return parts.join("&");
}

const keyOf = (i: number): string => LETTERS[i]!.toLowerCase();

const written = (entries: [string, string][]): string =>
  entries.map(([name, value]) => `${name}:${encodeURIComponent(value)}`).join(",");

const differing = <T extends object>(names: readonly (keyof T & string)[], it: T, usual: T): [string, string][] =>
  names.flatMap((name) => (it[name] === usual[name] ? [] : [[name, String(it[name])]]));

function loadEntries(load: Load): [string, string][] {
  const names = ["kind", ...Object.keys(LOAD_NUMBERS)] as ("kind" | keyof typeof LOAD_NUMBERS)[];
  const entries = differing(names, load, usualLoad);
  if (load.kind !== "points") return entries;
  return [...entries, ["points", load.points.map(({ minute, users }) => `${minute}-${users}`).join("_")]];
}

const settingNames = [...Object.keys(NUMBERS), ...Object.keys(CHOICES)] as (keyof Settings)[];

const variantEntries = ({ name, settings }: Variant): [string, string][] => [
  ...(name === "" ? [] : ([["name", name]] as [string, string][])),
  ...differing(settingNames, settings, usualSettings),
];

/** What an address says, and which of its parts were not understood. Undefined where it holds no variant at all. */
export function experimentOf(hash: string): { experiment: Experiment; ignored: string[] } | undefined {
  const parts = new Map(
    hash
      .replace(/^#/, "")
      .split("&")
      .map((part) => [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)]),
  );
  const ignored: string[] = [];
  const variants: Variant[] = [];
  for (const letter of LETTERS) {
    const text = parts.get(letter.toLowerCase());
    if (text !== undefined) variants.push(variantOf(text, ignored));
  }
  if (variants.length === 0) return undefined;
  return { experiment: { load: loadOf(parts.get("load") ?? "", ignored), variants }, ignored };
}

function entriesOf(text: string, ignored: string[]): [string, string][] {
  return text.split(",").flatMap((entry): [string, string][] => {
    if (entry === "") return [];
    const colon = entry.indexOf(":");
    try {
      return [[entry.slice(0, colon), decodeURIComponent(entry.slice(colon + 1))]];
    } catch {
      ignored.push(entry);
      return [];
    }
  });
}

function variantOf(text: string, ignored: string[]): Variant {
  const settings = { ...usualSettings };
  let variantName = "";
  for (const [name, value] of entriesOf(text, ignored)) {
    if (name === "name") variantName = value.slice(0, NAME_MAX);
    else if (Object.hasOwn(NUMBERS, name) && isWithin(value, NUMBERS[name as NumberName]))
      settings[name as NumberName] = Number(value);
    else if (Object.hasOwn(CHOICES, name) && (CHOICES[name as ChoiceName] as readonly string[]).includes(value))
      Object.assign(settings, { [name]: value });
    else ignored.push(`${name}:${value}`);
  }
  return { name: variantName, settings };
}

function loadOf(text: string, ignored: string[]): Load {
  const load: Load = { ...usualLoad };
  for (const [name, value] of entriesOf(text, ignored)) {
    const kind = LOAD_KINDS.find((it) => it === value);
    const points = name === "points" ? pointsOf(value) : undefined;
    if (name === "kind" && kind) load.kind = kind;
    else if (points) load.points = points;
    else if (Object.hasOwn(LOAD_NUMBERS, name) && isWithin(value, LOAD_NUMBERS[name as keyof typeof LOAD_NUMBERS]))
      load[name as keyof typeof LOAD_NUMBERS] = Number(value);
    else ignored.push(`${name}:${value}`);
  }
  return load;
}

/** `0-0_10-600`: minute and users of each point. Undefined where that is no curve. */
function pointsOf(text: string): LoadPoint[] | undefined {
  const parts = text.split("_");
  if (parts.length > POINTS_MAX || !parts.every((it) => /^\d{1,4}-\d{1,4}$/.test(it))) return undefined;
  const points = parts.map((it) => {
    const [minute, users] = it.split("-").map(Number) as [number, number];
    return { minute, users };
  });
  const inOrder = points.every(({ minute }, i) => minute >= (points[i - 1]?.minute ?? LEAST_POINT_MINUTE));
  const bounded = points.every((it) => it.minute <= LOAD_NUMBERS.minutes.most && it.users <= LOAD_NUMBERS.users.most);
  return inOrder && bounded ? points : undefined;
}

/** Whether this text is a whole number within bounds. */
export const isWithin = (text: string, { least, most }: Range): boolean =>
  /^\d{1,6}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
