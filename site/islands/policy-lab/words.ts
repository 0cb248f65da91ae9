import type { ScalingDecision } from "../../../server/sandbox/world/decisions.ts";
import { formatDuration, formatNumber } from "../../client/format.ts";
import type { ChoiceName, Contradiction, Load, NumberName } from "./settings.ts";

/** Every text of the policy lab that a person reads. */
export const words = {
  load: "The load, the same for every variant",
  variants: "The variants",
  variant: (letter: string) => `Variant ${letter}`,
  name: "Name (optional)",
  more: "More settings",
  moreLoad: "Times",
  add: "Add a variant",
  remove: (letter: string) => `Remove ${letter}`,
  results: "What comes of it",
  computing: "Computing…",
  share: "Copy a link to this experiment",
  shared: "Copied. Whoever opens the link sees these variants.",
  notShared: "Your browser did not let the page copy. The address of this page is the link.",
  ignored: (parts: string[]) =>
    `The link had parts that the lab does not know or that are out of bounds; they were left as usual: ${parts.join(", ")}.`,
  whole: (least: number, most: number) => `A whole number from ${formatNumber(least)} to ${formatNumber(most)}.`,
  contradictions: {
    "min-above-max":
      "The minimum is above the maximum. Lower the one or raise the other; the curves show the settings before.",
    "far-below-out": "The second step must begin above the first. The curves show the settings before.",
    "in-above-out":
      "Tasks would be taken away above the threshold at which they are added. Lower the one or raise the other; the curves show the settings before.",
    "load-ends-before-it-begins": "The users leave before they come. The curves show the settings before.",
  } satisfies Record<Contradiction, string>,
  kinds: {
    constant: "Constant",
    ramp: "Ramp",
    spike: "Spike",
    day: "Day curve",
    points: "My own points",
  } satisfies Record<Load["kind"], string>,
  loadNumbers: {
    users: "Users",
    lowUsers: "Users before and after",
    fromMinute: "They come at minute",
    untilMinute: "All are gone at minute",
    minutes: "Minutes to simulate",
  },
  numbers: {
    cpuTarget: "Target, % CPU",
    requestTarget: "Target, requests a minute and task",
    minCapacity: "Minimum tasks",
    maxCapacity: "Maximum tasks",
    scaleOutCooldownSeconds: "Scale-out cooldown, s",
    scaleInCooldownSeconds: "Scale-in cooldown, s",
    startSeconds: "A task starts in, s",
    outThreshold: "Add tasks above, % CPU",
    outTasks: "How many",
    farThreshold: "Second step from, % CPU",
    farTasks: "How many there",
    outMinutes: "After minutes above",
    inThreshold: "Take away below, % CPU",
    inTasks: "How many at a time",
    inMinutes: "After minutes below",
  } satisfies Record<NumberName, string>,
  choices: { policy: "Policy", scaleIn: "Scale-in", taskCpu: "Size of a task" } satisfies Record<ChoiceName, string>,
  options: {
    cpu: "Target tracking on CPU",
    requests: "Target tracking on requests",
    step: "Step scaling on CPU",
    gradual: "in small steps",
    direct: "straight to what the formula says",
    off: "off",
    "256": "0.25 vCPU",
    "512": "0.5 vCPU",
    "1024": "1 vCPU",
  },
  charts: {
    users: "Users",
    tasks: "Running tasks",
    cpu: "CPU of the service, %",
    cpuNote: "one datapoint per minute, as CloudWatch has it",
    latency: "Response time, s",
    latencyNote: "95 of 100 answers came sooner",
    target: (letters: string, value: number) => `${letters}: ${value} %`,
  },
  figures: {
    caption: "The variants in numbers",
    minutesToGrow: "Second task after",
    mostTasks: "Most tasks",
    minutesAbove: "Above target",
    latency: "Response time p50, p95",
    good: "Within 1 s",
    failures: "Failed",
    taskHours: "Task-hours",
    price: "Price",
    score: "Against par",
  },
  decisions: {
    title: "Why? What the scaling engine decided",
    of: "Whose decisions",
    none: "It changed nothing.",
    held: (n: number) => `${n} times it was asked, and did nothing`,
    what: (outcome: ScalingDecision["outcome"], desired: number) =>
      outcome.kind === "scaled" ? `${outcome.from} → ${outcome.to} tasks` : `stays at ${desired}`,
    times: (n: number) => `${n} times in a row`,
    further: (n: number) => `And ${n} more.`,
  },
  points: {
    minute: (n: number) => `Point ${n}: minute`,
    users: (n: number) => `Point ${n}: users`,
    add: "Add a point",
    remove: (n: number) => `Remove point ${n}`,
    about: "Drag the points, or type. Between two points the number of users changes evenly.",
  },
  par: (tasks: number, price: string, goal: string) =>
    `Beat the bill: answer ${goal} of the requests within a second for less than par. Par is ${tasks === 1 ? "one task that runs" : `${tasks} tasks that run`} all the time, ${price}.`,
  missed: "goal missed",
  table: (name: string) => `${name} as a table`,
  columns: { users: "Users", cpu: "CPU %", desired: "Desired", running: "Running", p50: "p50 s", p95: "p95 s" },
};

/** `$0.049`, `$12.30`. */
export const dollars = (amount: number): string => `$${amount < 1 ? amount.toFixed(3) : amount.toFixed(2)}`;

/** `92.6 %`; never rounded up to a hundred. */
export const percent = (share: number): string => `${Math.floor(share * 1000) / 10} %`;

/** `34 % below`, `12 % above`. */
export const against = (score: number | undefined): string => {
  if (score === undefined) return words.missed;
  const change = Math.round(100 * score);
  return change === 0 ? "par" : `${Math.abs(change)} % ${change < 0 ? "below" : "above"}`;
};

export const minutes = (of: number | null): string => (of === null ? "never" : formatDuration(of * 60_000));

export const seconds = (ms: number | null): string =>
  ms === null ? "–" : ms < 1_000 ? `${Math.round(ms)} ms` : `${formatNumber(ms / 1_000)} s`;
