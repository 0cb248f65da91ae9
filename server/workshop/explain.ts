import type { ScalingDecision as ToldDecision } from "../contract/index.ts";
import { clockTime, plural } from "./words.ts";

/** A decision as it was made: where, says nothing about why. */
type ScalingDecision = Omit<ToldDecision, "region">;
type Trigger = ScalingDecision["trigger"];
type AlarmTrigger = Extract<Trigger, { kind: "alarm" }>;
type ScheduleTrigger = Extract<Trigger, { kind: "schedule" }>;
type StepRule = Extract<AlarmTrigger["rule"], { kind: "step" }>;
type Held = Extract<ScalingDecision["outcome"], { kind: "held" }>["by"];

/** More datapoints than these are told as a span. */
const MOST_LISTED = 5;

/** The decision and its reason in one sentence: "CPU was 97 %, 98 %, 99 % for 3 of 3 minutes above 40 %: ceil(1 × 98 / 40) = 3 tasks." */
export function explain(decision: ScalingDecision): string {
  const { trigger, outcome } = decision;
  if (trigger.kind === "alarm") return `${seen(trigger)}${reckoned(decision, trigger)}${concluded(decision, trigger)}.`;
  if (trigger.kind === "schedule") return scheduled(decision, trigger);
  if (outcome.kind === "held") return "The desired count is within its bounds.";
  const [bound, limit] = boundOf(decision, outcome);
  return `The ${bound} is ${limit}, the desired count was ${outcome.from}: ${plural(outcome.to, "task")}.`;
}

/** What would have changed the outcome, in one sentence. */
export function otherwise(decision: ScalingDecision): string {
  const { trigger, outcome, desired } = decision;
  if (outcome.kind === "held") return instead(outcome.by, decision, trigger);
  if (trigger.kind === "schedule") {
    const [bound, limit] = boundOf(decision, outcome);
    return `A desired count of ${limit} or ${bound === "minimum" ? "more" : "less"} would have stayed.`;
  }
  if (trigger.kind === "bounds") {
    const [bound] = boundOf(decision, outcome);
    return `A ${bound} of ${outcome.from} would have changed nothing.`;
  }
  if (trigger.rule.kind === "step") return otherStep(trigger, trigger.rule);
  const edge = edgeOf(decision, trigger, trigger.rule.targetValue, outcome.to > desired ? "out" : "in");
  if (edge === undefined) return "With the alarm not in ALARM nothing would have been done.";
  return outcome.to > desired
    ? `At ${edge} or less nothing would have been added.`
    : `Above ${edge} nothing would have been taken away.`;
}

/** `The scheduled action night set the minimum to 4, the desired count was 2: 4 tasks.` */
function scheduled({ outcome, desired, minCapacity, maxCapacity }: ScalingDecision, trigger: ScheduleTrigger): string {
  const { min, max } = trigger.sets ?? {};
  const bounds = [
    ...(min === undefined ? [] : [`the minimum to ${min}`]),
    ...(max === undefined ? [] : [`the maximum to ${max}`]),
  ].join(" and ");
  const name = `The scheduled action ${trigger.action}`;
  if (outcome.kind === "scaled")
    return `${name} set ${bounds}, the desired count was ${outcome.from}: ${plural(outcome.to, "task")}.`;
  switch (outcome.by.reason) {
    case "within-bounds":
      return `${name} set ${bounds}; the desired count of ${desired} lies between ${minCapacity} and ${maxCapacity}.`;
    case "crossed-bounds":
      return `${name} was to set ${bounds}, but ${min === undefined ? `the minimum is ${minCapacity}` : `the maximum is ${maxCapacity}`}: nothing was changed.`;
    case "pending-update":
      return `${name} was due together with another one of this service, which came first: it is tried again.`;
    default:
      return `${name} was due, but scheduled scaling is suspended.`;
  }
}

/** `Below 60 % or from 70 % on there would have been another step, or none.` */
function otherStep(trigger: AlarmTrigger, { lower, upper }: StepRule): string {
  const at = (offset: number) => amount(trigger, trigger.threshold + offset);
  const edges = isAbove(trigger)
    ? [...(lower === undefined ? [] : [`below ${at(lower)}`]), ...(upper === undefined ? [] : [`from ${at(upper)} on`])]
    : [
        ...(upper === undefined ? [] : [`above ${at(upper)}`]),
        ...(lower === undefined ? [] : [`at ${at(lower)} or less`]),
      ];
  const where = edges.join(" or ");
  return where === ""
    ? "The policy has no other step."
    : `${capital(where)} there would have been another step, or none.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `CPU was 97 %, 98 %, 99 % for 3 of 3 minutes above 40 %` */
function seen(trigger: AlarmTrigger): string {
  const { datapoints, datapointsToAlarm, evaluationPeriods, periodSeconds } = trigger;
  const name = METRICS[trigger.metric] ?? trigger.metric;
  if (datapoints.length === 0) return `${name} had no datapoints`;
  const breaching = datapoints.filter((it) => breaks(trigger, it)).length;
  const many = evaluationPeriods === 1 ? "" : "s";
  const periods = periodSeconds === 60 ? `minute${many}` : `period${many} of ${periodSeconds} s`;
  const enough = datapointsToAlarm < evaluationPeriods ? ` (${datapointsToAlarm} needed)` : "";
  const values =
    datapoints.length <= MOST_LISTED
      ? datapoints.map((it) => amount(trigger, it)).join(", ")
      : span(amount(trigger, Math.min(...datapoints)), amount(trigger, Math.max(...datapoints)));
  return `${name} was ${values} for ${breaching} of ${evaluationPeriods} ${periods} ${side(trigger)}${enough}`;
}

const span = (least: string, most: string): string => (least === most ? least : `between ${least} and ${most}`);

/** `: ceil(1 × 98 / 40) = 3 tasks`, `: the step from 80 % on makes 1 + 3 = 4 tasks` */
function reckoned({ running }: ScalingDecision, trigger: AlarmTrigger): string {
  const { rule, metricValue, proposed } = trigger;
  if (proposed === undefined || metricValue === undefined) return "";
  const tasks = plural(proposed, "task");
  if (rule.kind === "tracking") {
    if (running === 0) return `: no task is running, ${tasks}`;
    return `: ceil(${running} × ${short(metricValue)} / ${short(rule.targetValue)}) = ${tasks}`;
  }
  const step = `: the step ${stepRange(trigger, rule)}`;
  const { adjustment = 0 } = rule;
  if (rule.adjustmentType === "ExactCapacity") return `${step} sets ${tasks}`;
  const size = Math.abs(adjustment);
  if (rule.adjustmentType === "PercentChangeInCapacity")
    return `${step} ${adjustment < 0 ? "takes away" : "adds"} ${size} % of ${running}, in whole tasks: ${tasks}`;
  return `${step} makes ${running} ${adjustment < 0 ? "−" : "+"} ${size} = ${tasks}`;
}

/** Where a step lies, in values of the metric. AWS: above the threshold its lower bound belongs to it, below the upper one. */
function stepRange(trigger: AlarmTrigger, { lower, upper }: StepRule): string {
  const at = (offset: number) => amount(trigger, trigger.threshold + offset);
  if (isAbove(trigger)) {
    if (lower === undefined) return `below ${at(upper!)}`;
    return upper === undefined ? `from ${at(lower)} on` : `from ${at(lower)} to below ${at(upper)}`;
  }
  if (upper === undefined) return `above ${at(lower!)}`;
  return lower === undefined ? `from ${at(upper)} down` : `from ${at(upper)} down to above ${at(lower)}`;
}

function concluded(decision: ScalingDecision, trigger: AlarmTrigger): string {
  const { outcome, minCapacity, maxCapacity } = decision;
  if (outcome.kind === "held") return held(outcome.by, decision, trigger);
  const steps: string[] = [];
  const { proposed = outcome.to, gradual, keeps } = trigger;
  if (keeps) steps.push(`the policy ${keeps.policy} wants ${plural(keeps.capacity, "task")}`);
  if (gradual !== undefined) steps.push(`scaling in goes step by step, to ${gradual}`);
  if (outcome.credited !== undefined)
    steps.push(`a credit of ${outcome.credited} for the last scale-out, whose cooldown goes on`);
  const reached = gradual ?? keeps?.capacity ?? proposed - (outcome.credited ?? 0);
  if (reached > maxCapacity) steps.push(`the maximum is ${maxCapacity}`);
  if (reached < minCapacity) steps.push(`the minimum is ${minCapacity}`);
  if (steps.length === 0) return "";
  return `; ${steps.join("; ")}: ${plural(outcome.to, "task")}`;
}

function held(by: Held, { desired, maxCapacity, minCapacity }: ScalingDecision, trigger: AlarmTrigger): string {
  switch (by.reason) {
    case "not-breaching":
      if (trigger.metricValue === undefined) return ": nothing to go by";
      return `, but together they are ${amount(trigger, trigger.metricValue)}, no longer ${side(trigger)}: nothing was done`;
    case "suspended":
      return `, but ${by.what} is suspended`;
    case "no-step":
      return `, and no step covers ${amount(trigger, trigger.metricValue ?? 0)}: nothing was done`;
    case "other-policy":
      return `, but the policy ${by.policy} does not agree to scale in`;
    case "larger-proposal":
      return `, but the policy ${by.policy} asks for ${by.proposed}, which is more`;
    case "deployment":
      return ", but nothing is scaled in while a deployment is in progress";
    case "activity":
      return `, and a scaling activity to ${plural(by.to, "task")} is in progress already`;
    case "at-desired":
      return `${kept(trigger)}, no other than the desired count of ${desired}`;
    case "at-maximum":
      return `, but the desired count is ${desired} and the maximum ${maxCapacity}`;
    case "at-minimum":
      return `, but the desired count is ${desired} and the minimum ${minCapacity}`;
    case "within-bounds":
    case "crossed-bounds":
    case "pending-update":
      return ""; // Of schedules alone.
    case "cooldown":
      return `, but the cooldown of the last scale-${by.direction} lasts until ${clockTime(by.until)}${credit(by.credited)}`;
  }
}

/** What another policy wants to keep when all agree to scale in. */
const kept = ({ keeps }: AlarmTrigger): string =>
  keeps ? `; the policy ${keeps.policy} wants ${plural(keeps.capacity, "task")}` : "";

const credit = (tasks: number | undefined): string =>
  tasks === undefined ? "" : `, with a credit of ${tasks} for what it added`;

function instead(by: Held, decision: ScalingDecision, trigger: Trigger): string {
  const { desired } = decision;
  switch (by.reason) {
    case "not-breaching":
      return trigger.kind === "alarm"
        ? `With a mean ${side(trigger)} it would have been answered.`
        : "Nothing was asked.";
    case "suspended":
      return trigger.kind === "schedule"
        ? "Had scheduled scaling not been suspended, it would have set the bounds."
        : `Had ${by.what} not been suspended, it would have been answered.`;
    case "within-bounds":
      return `A desired count below ${decision.minCapacity} would have been raised, one above ${decision.maxCapacity} lowered.`;
    case "crossed-bounds":
      return "With both bounds given it would have set them.";
    case "pending-update":
      return "Due a minute apart, both would have run at once.";
    case "no-step":
      return trigger.kind === "alarm"
        ? `A step that covers ${amount(trigger, trigger.metricValue ?? 0)} would have been taken.`
        : "Nothing was asked.";
    case "other-policy":
      return `Had the low alarm of ${by.policy} been in ALARM too, the service would have been scaled in.`;
    case "larger-proposal":
      return `Without ${by.policy} this proposal would have been taken.`;
    case "deployment":
      return "After the deployment it would have been scaled in.";
    case "activity":
      return `Had it come to ${askedOf(trigger) < decision.running ? "fewer" : "more"} than ${plural(by.to, "task")} within the bounds, it would not have waited for the activity.`;
    case "at-maximum":
      return askedOf(trigger) > desired
        ? `A maximum above ${decision.maxCapacity} would have let it grow.`
        : sameAnyway(trigger);
    case "at-minimum":
      return askedOf(trigger) < desired
        ? `A minimum below ${decision.minCapacity} would have let it shrink.`
        : sameAnyway(trigger);
    case "cooldown":
      if (by.direction === "in") return `From ${clockTime(by.until)} on it would have been scaled in.`;
      return `A proposal of more than ${desired + (by.credited ?? 0)} would have scaled at once, one of more than ${desired} from ${clockTime(by.until)} on.`;
    case "at-desired":
      return needed(decision, trigger);
  }
}

/** The capacity that the rule, and the policies that must agree, ask for. */
const askedOf = (trigger: Trigger): number =>
  trigger.kind === "alarm" ? (trigger.keeps?.capacity ?? trigger.proposed ?? 0) : 0;

const sameAnyway = (trigger: Trigger): string =>
  `With other bounds the answer would have been the same: ${plural(askedOf(trigger), "task")}.`;

/** How far the metric would have had to go for one task more, or less. */
function needed(decision: ScalingDecision, trigger: Trigger): string {
  if (trigger.kind !== "alarm") return "Nothing was asked.";
  if (trigger.rule.kind === "step") return otherStep(trigger, trigger.rule);
  if (trigger.keeps) return `Had ${trigger.keeps.policy} wanted fewer tasks, the service would have been scaled in.`;
  const direction = isAbove(trigger) ? "out" : "in";
  const edge = edgeOf(decision, trigger, trigger.rule.targetValue, direction);
  if (edge === undefined) return "A task that runs would have been counted.";
  return direction === "out"
    ? `Above ${edge} a task would have been added.`
    : `At ${edge} or less a task would have been taken away.`;
}

/** The mean at which ceil(running × mean / target) begins to differ from the desired count. */
function edgeOf(
  { running, desired }: ScalingDecision,
  trigger: AlarmTrigger,
  targetValue: number,
  direction: "out" | "in",
): string | undefined {
  if (running === 0) return undefined;
  const edge = ((direction === "out" ? desired : desired - 1) * targetValue) / running;
  const within = direction === "out" ? Math.max(edge, trigger.threshold) : Math.min(edge, trigger.threshold);
  return amount(trigger, within);
}

function boundOf(
  { minCapacity, maxCapacity }: ScalingDecision,
  { from, to }: { from: number; to: number },
): ["minimum" | "maximum", number] {
  return from < to ? ["minimum", minCapacity] : ["maximum", maxCapacity];
}

const METRICS: Record<string, string> = {
  CPUUtilization: "CPU",
  MemoryUtilization: "Memory",
  RequestCountPerTarget: "Requests per target",
};

const isAbove = ({ comparison }: AlarmTrigger): boolean => comparison.startsWith("Greater");

/** `above 40 %` */
function side(trigger: AlarmTrigger): string {
  const threshold = amount(trigger, trigger.threshold);
  if (trigger.comparison.includes("OrEqual")) return `at ${threshold} or ${isAbove(trigger) ? "above" : "below"}`;
  return `${isAbove(trigger) ? "above" : "below"} ${threshold}`;
}

function breaks({ comparison, threshold }: AlarmTrigger, value: number): boolean {
  if (value === threshold) return comparison.includes("OrEqual");
  return comparison.startsWith("Greater") === value > threshold;
}

const amount = ({ unit, metric }: AlarmTrigger, value: number): string =>
  unit === "Percent" || (unit === undefined && /Utilization$/.test(metric)) ? `${short(value)} %` : short(value);

/** One decimal, and two where the number is small. */
const short = (value: number): string =>
  String(Math.abs(value) < 1 ? Math.round(value * 100) / 100 : Math.round(value * 10) / 10);
