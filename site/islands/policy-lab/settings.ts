/** Minute 0 of every run (epoch milliseconds) is a midnight, so that the charts' clock tells hours and minutes from the beginning. */
export const START = Date.UTC(2026, 0, 2);

/** A whole number with its bounds. */
export type Range = { least: number; most: number; usual: number };

/** The numbers of a variant. Usual is what the workshop sets. */
export const NUMBERS = {
  /** Percent of CPU. */
  cpuTarget: { least: 1, most: 100, usual: 40 },
  /** Requests per target and minute; 750 are about 40 % of the smallest task. */
  requestTarget: { least: 1, most: 100_000, usual: 750 },
  minCapacity: { least: 0, most: 20, usual: 1 },
  maxCapacity: { least: 1, most: 20, usual: 5 },
  scaleOutCooldownSeconds: { least: 0, most: 3_600, usual: 30 },
  scaleInCooldownSeconds: { least: 0, most: 3_600, usual: 30 },
  /** From a task's creation to its registration with the target group. */
  startSeconds: { least: 1, most: 600, usual: 11 },
  /** Step scaling: thresholds in percent of CPU, tasks per step, minutes that must be beyond the threshold. */
  outThreshold: { least: 1, most: 100, usual: 40 },
  outTasks: { least: 1, most: 10, usual: 1 },
  farThreshold: { least: 1, most: 100, usual: 70 },
  farTasks: { least: 1, most: 10, usual: 2 },
  outMinutes: { least: 1, most: 30, usual: 1 },
  inThreshold: { least: 1, most: 100, usual: 20 },
  inTasks: { least: 1, most: 10, usual: 1 },
  inMinutes: { least: 1, most: 30, usual: 3 },
} as const satisfies Record<string, Range>;

/** What is chosen of a few; the first is usual. */
export const CHOICES = {
  policy: ["cpu", "requests", "step"],
  /** `gradual` and `direct` are the two ways in which AWS may take tasks away, which it does not document. */
  scaleIn: ["gradual", "direct", "off"],
  /** CPU units. */
  taskCpu: ["256", "512", "1024"],
} as const;

export type NumberName = keyof typeof NUMBERS;
export type ChoiceName = keyof typeof CHOICES;

export type Settings = Record<NumberName, number> & { [name in ChoiceName]: (typeof CHOICES)[name][number] };

/** A variant's name is for people; without one it goes by its letter. */
export type Variant = { name: string; settings: Settings };

export const LOAD_NUMBERS = {
  users: { least: 0, most: 5_000, usual: 600 },
  /** Where a wave begins and a spike comes back to. */
  lowUsers: { least: 0, most: 5_000, usual: 60 },
  /** Minutes from the beginning: when users come, when all are gone, and how long one looks on. */
  fromMinute: { least: 0, most: 1_440, usual: 5 },
  untilMinute: { least: 1, most: 1_440, usual: 35 },
  minutes: { least: 10, most: 1_440, usual: 60 },
} as const satisfies Record<string, Range>;

export const LOAD_KINDS = ["constant", "ramp", "spike", "day", "points"] as const;

/** So many users at a minute; between two points their number changes evenly. */
export type LoadPoint = { minute: number; users: number };

export type Load = Record<keyof typeof LOAD_NUMBERS, number> & {
  kind: (typeof LOAD_KINDS)[number];
  /** Of the kind `points`, in the order of their minutes; two at one minute are a jump. */
  points: LoadPoint[];
};

export type Experiment = { load: Load; variants: Variant[] };

export const VARIANTS_MAX = 4;
export const NAME_MAX = 24;
export const POINTS_MAX = 24;
export const LETTERS = ["A", "B", "C", "D"] as const;

const usualNumbers = <N extends Record<string, Range>>(numbers: N) =>
  Object.fromEntries(Object.entries(numbers).map(([name, { usual }]) => [name, usual])) as Record<keyof N, number>;

export const usualSettings: Settings = {
  ...usualNumbers(NUMBERS),
  policy: CHOICES.policy[0],
  scaleIn: CHOICES.scaleIn[0],
  taskCpu: CHOICES.taskCpu[0],
};

export const usualLoad: Load = {
  ...usualNumbers(LOAD_NUMBERS),
  kind: "constant",
  points: [
    { minute: 0, users: 0 },
    { minute: 10, users: 600 },
    { minute: 40, users: 300 },
    { minute: 50, users: 0 },
  ],
};

export const variant = (settings: Partial<Settings> = {}, name = ""): Variant => ({
  name,
  settings: { ...usualSettings, ...settings },
});

/** Which of an experiment's numbers contradict each other; undefined where none do. Each number lies within its bounds already. */
export type Contradiction = "min-above-max" | "far-below-out" | "in-above-out" | "load-ends-before-it-begins";

export function contradictionOf({
  load,
  variants,
}: Experiment): { of: number | "load"; what: Contradiction } | undefined {
  if (load.kind !== "points" && load.untilMinute <= load.fromMinute)
    return { of: "load", what: "load-ends-before-it-begins" };
  for (const [i, { settings: it }] of variants.entries()) {
    if (it.minCapacity > it.maxCapacity) return { of: i, what: "min-above-max" };
    if (it.policy === "step" && it.farThreshold <= it.outThreshold) return { of: i, what: "far-below-out" };
    if (it.policy === "step" && it.inThreshold >= it.outThreshold) return { of: i, what: "in-above-out" };
  }
  return undefined;
}
