import type { ScalingDecision } from "../../../server/sandbox/world/decisions.ts";
import { formatDuration, formatNumber } from "../../client/format.ts";
import { language, pattern, say } from "../../client/say.ts";
import type { ChoiceName, Contradiction, Load, NumberName } from "./settings.ts";

/** Texts of the policy lab that a person reads, as patterns for `say`. */
export const words = {
  load: pattern("The load, the same for every variant"),
  curve: pattern("Curve"),
  name: pattern("Name (optional)"),
  more: pattern("More settings"),
  moreLoad: pattern("Times"),
  add: pattern("Add a variant"),
  results: pattern("What comes of it"),
  computing: pattern("Computing…"),
  share: pattern("Copy a link to this experiment"),
  shared: pattern("Copied. Whoever opens the link sees these variants."),
  notShared: pattern("Your browser did not let the page copy. The address of this page is the link."),
  contradictions: {
    "min-above-max": pattern(
      "The minimum is above the maximum. Lower the one or raise the other; the curves show the settings before.",
    ),
    "far-below-out": pattern("The second step must begin above the first. The curves show the settings before."),
    "in-above-out": pattern(
      "Tasks would be taken away above the threshold at which they are added. Lower the one or raise the other; the curves show the settings before.",
    ),
    "load-ends-before-it-begins": pattern("The users leave before they come. The curves show the settings before."),
  } satisfies Record<Contradiction, string>,
  kinds: {
    constant: pattern("Constant"),
    ramp: pattern("Ramp"),
    spike: pattern("Spike"),
    day: pattern("Day curve"),
    points: pattern("My own points"),
  } satisfies Record<Load["kind"], string>,
  loadNumbers: {
    users: pattern("Users"),
    lowUsers: pattern("Users before and after"),
    fromMinute: pattern("They come at minute"),
    untilMinute: pattern("All are gone at minute"),
    minutes: pattern("Minutes to simulate"),
  },
  numbers: {
    cpuTarget: pattern("Target, % CPU"),
    requestTarget: pattern("Target, requests a minute and task"),
    minCapacity: pattern("Minimum tasks"),
    maxCapacity: pattern("Maximum tasks"),
    scaleOutCooldownSeconds: pattern("Scale-out cooldown, s"),
    scaleInCooldownSeconds: pattern("Scale-in cooldown, s"),
    startSeconds: pattern("A task starts in, s"),
    outThreshold: pattern("Add tasks above, % CPU"),
    outTasks: pattern("How many"),
    farThreshold: pattern("Second step from, % CPU"),
    farTasks: pattern("How many there"),
    outMinutes: pattern("After minutes above"),
    inThreshold: pattern("Take away below, % CPU"),
    inTasks: pattern("How many at a time"),
    inMinutes: pattern("After minutes below"),
  } satisfies Record<NumberName, string>,
  choices: {
    policy: pattern("Policy"),
    scaleIn: pattern("Scale-in"),
    taskCpu: pattern("Size of a task"),
  } satisfies Record<ChoiceName, string>,
  options: {
    cpu: pattern("Target tracking on CPU"),
    requests: pattern("Target tracking on requests"),
    step: pattern("Step scaling on CPU"),
    gradual: pattern("in small steps"),
    direct: pattern("straight to what the formula says"),
    off: pattern("off"),
    "256": pattern("0.25 vCPU"),
    "512": pattern("0.5 vCPU"),
    "1024": pattern("1 vCPU"),
  },
  charts: {
    users: pattern("Users"),
    tasks: pattern("Running tasks"),
    cpu: pattern("CPU of the service, %"),
    cpuNote: pattern("one datapoint per minute, as CloudWatch has it"),
    latency: pattern("Response time, s"),
    latencyNote: pattern("95 of 100 answers came sooner"),
  },
  figures: {
    caption: pattern("The variants in numbers"),
    minutesToGrow: pattern("Second task after"),
    mostTasks: pattern("Most tasks"),
    minutesAbove: pattern("Above target"),
    latency: pattern("Response time p50, p95"),
    good: pattern("Within 1 s"),
    failures: pattern("Failed"),
    taskHours: pattern("Task-hours"),
    price: pattern("Price"),
    score: pattern("Against par"),
  },
  decisions: {
    title: pattern("Why? What the scaling engine decided"),
    of: pattern("Whose decisions"),
    none: pattern("It changed nothing."),
  },
  points: {
    add: pattern("Add a point"),
    about: pattern("Drag the points, or type. Between two points the number of users changes evenly."),
  },
  columns: {
    users: pattern("Users"),
    cpu: pattern("CPU %"),
    desired: pattern("Desired"),
    running: pattern("Running"),
    p50: pattern("p50 s"),
    p95: pattern("p95 s"),
  },
};

/** `$0.049`, `$12.30`; in Portuguese `US$ 0,049`. */
export function dollars(amount: number): string {
  const digits = amount < 1 ? 3 : 2;
  return amount.toLocaleString(language(), {
    style: "currency",
    currency: "USD",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** `92.6 %`; never rounded up to a hundred. */
export const percent = (share: number): string => `${(Math.floor(share * 1000) / 10).toLocaleString(language())} %`;

/** `34 % below`, `12 % above`. */
export function against(score: number | undefined): string {
  if (score === undefined) return say("goal missed");
  const change = Math.round(100 * score);
  if (change === 0) return say("par");
  const percents = Math.abs(change);
  return change < 0 ? say("{percents} % below", { percents }) : say("{percents} % above", { percents });
}

export const minutes = (of: number | null): string => (of === null ? say("never") : formatDuration(of * 60_000));

export const seconds = (ms: number | null): string =>
  ms === null ? "–" : ms < 1_000 ? `${Math.round(ms)} ms` : `${formatNumber(ms / 1_000)} s`;

/** `1 → 3 tasks`, or what it stays at. */
export const decided = (outcome: ScalingDecision["outcome"], desired: number): string =>
  outcome.kind === "scaled"
    ? say("{from} → {to} tasks", { from: outcome.from, to: outcome.to })
    : say("stays at {desired}", { desired });

/** What the game asks for. */
export const parText = (tasks: number, price: string, goal: string): string =>
  say(
    "Beat the bill: answer {goal} of the requests within a second for less than par. Par is {tasks, plural, one {one task that runs} other {# tasks that run}} all the time, {price}.",
    { goal, tasks, price },
  );
