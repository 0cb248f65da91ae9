import type { ScalingDecision as ToldDecision } from "../contract/index.ts";
import { clockTime } from "./words.ts";

/** A decision as it was made: where, says nothing about why. */
type ScalingDecision = Omit<ToldDecision, "region">;
type Trigger = ScalingDecision["trigger"];
type AlarmTrigger = Extract<Trigger, { kind: "alarm" }>;
type ScheduleTrigger = Extract<Trigger, { kind: "schedule" }>;
type StepRule = Extract<AlarmTrigger["rule"], { kind: "step" }>;
type Held = Extract<ScalingDecision["outcome"], { kind: "held" }>["by"];

/** Puts a sentence into the language of whoever asks: the server's `say`, or the page's. */
export type SayDecision = (pattern: string, values?: Record<string, string | number>) => string;

/** More datapoints than these are told as a span. */
const MOST_LISTED = 5;

/** The decision and its reason in one sentence: "CPU was 97 %, 98 %, 99 % for 3 of 3 minutes above 40 %: ceil(1 × 98 / 40) = 3 tasks." */
export function explain(decision: ScalingDecision, say: SayDecision): string {
  const { trigger, outcome } = decision;
  if (trigger.kind === "alarm")
    return `${seen(trigger, say)}${reckoned(decision, trigger, say)}${concluded(decision, trigger, say)}.`;
  if (trigger.kind === "schedule") return scheduled(decision, trigger, say);
  if (outcome.kind === "held") return say("The desired count is within its bounds.");
  const [bound, limit] = boundOf(decision, outcome);
  const values = { limit, from: outcome.from, tasks: tasks(outcome.to, say) };
  return bound === "minimum"
    ? say("The minimum is {limit}, the desired count was {from}: {tasks}.", values)
    : say("The maximum is {limit}, the desired count was {from}: {tasks}.", values);
}

/** What would have changed the outcome, in one sentence. */
export function otherwise(decision: ScalingDecision, say: SayDecision): string {
  const { trigger, outcome, desired } = decision;
  if (outcome.kind === "held") return instead(outcome.by, decision, trigger, say);
  if (trigger.kind === "schedule") {
    const [bound, limit] = boundOf(decision, outcome);
    return bound === "minimum"
      ? say("A desired count of {limit} or more would have stayed.", { limit })
      : say("A desired count of {limit} or less would have stayed.", { limit });
  }
  if (trigger.kind === "bounds") {
    const [bound] = boundOf(decision, outcome);
    const { from } = outcome;
    return bound === "minimum"
      ? say("A minimum of {from} would have changed nothing.", { from })
      : say("A maximum of {from} would have changed nothing.", { from });
  }
  if (trigger.rule.kind === "step") return otherStep(trigger, trigger.rule, say);
  const edge = edgeOf(decision, trigger, trigger.rule.targetValue, outcome.to > desired ? "out" : "in");
  if (edge === undefined) return say("With the alarm not in ALARM nothing would have been done.");
  return outcome.to > desired
    ? say("At {edge} or less nothing would have been added.", { edge })
    : say("Above {edge} nothing would have been taken away.", { edge });
}

/** `The scheduled action night set the minimum to 4, the desired count was 2: 4 tasks.` */
function scheduled(
  { outcome, desired, minCapacity, maxCapacity }: ScalingDecision,
  { action, sets }: ScheduleTrigger,
  say: SayDecision,
): string {
  const { min, max } = sets ?? {};
  const bounds = [
    ...(min === undefined ? [] : [say("the minimum to {min}", { min })]),
    ...(max === undefined ? [] : [say("the maximum to {max}", { max })]),
  ].join(say(" and "));
  if (outcome.kind === "scaled")
    return say("The scheduled action {action} set {bounds}, the desired count was {from}: {tasks}.", {
      action,
      bounds,
      from: outcome.from,
      tasks: tasks(outcome.to, say),
    });
  switch (outcome.by.reason) {
    case "within-bounds":
      return say(
        "The scheduled action {action} set {bounds}; the desired count of {desired} lies between {minCapacity} and {maxCapacity}.",
        { action, bounds, desired, minCapacity, maxCapacity },
      );
    case "crossed-bounds":
      return min === undefined
        ? say(
            "The scheduled action {action} was to set {bounds}, but the minimum is {minCapacity}: nothing was changed.",
            { action, bounds, minCapacity },
          )
        : say(
            "The scheduled action {action} was to set {bounds}, but the maximum is {maxCapacity}: nothing was changed.",
            { action, bounds, maxCapacity },
          );
    case "pending-update":
      return say(
        "The scheduled action {action} was due together with another one of this service, which came first: it is tried again.",
        { action },
      );
    default:
      return say("The scheduled action {action} was due, but scheduled scaling is suspended.", { action });
  }
}

/** `Below 60 % or from 70 % on there would have been another step, or none.` */
function otherStep(trigger: AlarmTrigger, { lower, upper }: StepRule, say: SayDecision): string {
  const at = (offset: number) => ({ value: amount(trigger, trigger.threshold + offset) });
  const edges = isAbove(trigger)
    ? [
        ...(lower === undefined ? [] : [say("below {value}", at(lower))]),
        ...(upper === undefined ? [] : [say("from {value} on", at(upper))]),
      ]
    : [
        ...(upper === undefined ? [] : [say("above {value}", at(upper))]),
        ...(lower === undefined ? [] : [say("at {value} or less", at(lower))]),
      ];
  const where = capital(edges.join(say(" or ")));
  return where === ""
    ? say("The policy has no other step.")
    : say("{where} there would have been another step, or none.", { where });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const tasks = (n: number, say: SayDecision): string => say("{n, plural, one {# task} other {# tasks}}", { n });

/** `CPU was 97 %, 98 %, 99 % for 3 of 3 minutes above 40 %` */
function seen(trigger: AlarmTrigger, say: SayDecision): string {
  const { datapoints, datapointsToAlarm: needed, evaluationPeriods: n, periodSeconds: seconds } = trigger;
  const metric = metricOf(trigger, say);
  if (datapoints.length === 0) return say("{metric} had no datapoints", { metric });
  const breaching = datapoints.filter((it) => breaks(trigger, it)).length;
  const periods =
    seconds === 60
      ? say("{n, plural, one {# minute} other {# minutes}}", { n })
      : say("{n, plural, one {# period of {seconds} s} other {# periods of {seconds} s}}", { n, seconds });
  const enough = needed < n ? say(" ({needed} needed)", { needed }) : "";
  const values =
    datapoints.length <= MOST_LISTED
      ? datapoints.map((it) => amount(trigger, it)).join(", ")
      : span(amount(trigger, Math.min(...datapoints)), amount(trigger, Math.max(...datapoints)), say);
  return say("{metric} was {values} for {breaching} of {periods} {side}{enough}", {
    metric,
    values,
    breaching,
    periods,
    side: side(trigger, say),
    enough,
  });
}

const span = (least: string, most: string, say: SayDecision): string =>
  least === most ? least : say("between {least} and {most}", { least, most });

/** `: ceil(1 × 98 / 40) = 3 tasks`, `: the step from 80 % on makes 1 + 3 = 4 tasks` */
function reckoned({ running }: ScalingDecision, trigger: AlarmTrigger, say: SayDecision): string {
  const { rule, metricValue, proposed } = trigger;
  if (proposed === undefined || metricValue === undefined) return "";
  const made = tasks(proposed, say);
  if (rule.kind === "tracking") {
    if (running === 0) return say(": no task is running, {tasks}", { tasks: made });
    return `: ceil(${running} × ${short(metricValue)} / ${short(rule.targetValue)}) = ${made}`;
  }
  const { adjustment = 0 } = rule;
  const values = { range: stepRange(trigger, rule, say), running, size: Math.abs(adjustment), tasks: made };
  if (rule.adjustmentType === "ExactCapacity") return say(": the step {range} sets {tasks}", values);
  if (rule.adjustmentType === "PercentChangeInCapacity")
    return adjustment < 0
      ? say(": the step {range} takes away {size} % of {running}, in whole tasks: {tasks}", values)
      : say(": the step {range} adds {size} % of {running}, in whole tasks: {tasks}", values);
  return say(": the step {range} makes {running} {sign} {size} = {tasks}", {
    ...values,
    sign: adjustment < 0 ? "−" : "+",
  });
}

/** Where a step lies, in values of the metric. AWS: above the threshold its lower bound belongs to it, below the upper one. */
function stepRange(trigger: AlarmTrigger, { lower, upper }: StepRule, say: SayDecision): string {
  const at = (offset: number) => amount(trigger, trigger.threshold + offset);
  if (isAbove(trigger)) {
    if (lower === undefined) return say("below {value}", { value: at(upper!) });
    return upper === undefined
      ? say("from {value} on", { value: at(lower) })
      : say("from {value} to below {edge}", { value: at(lower), edge: at(upper) });
  }
  if (upper === undefined) return say("above {value}", { value: at(lower!) });
  return lower === undefined
    ? say("from {value} down", { value: at(upper) })
    : say("from {value} down to above {edge}", { value: at(upper), edge: at(lower) });
}

function concluded(decision: ScalingDecision, trigger: AlarmTrigger, say: SayDecision): string {
  const { outcome, minCapacity, maxCapacity } = decision;
  if (outcome.kind === "held") return held(outcome.by, decision, trigger, say);
  const steps: string[] = [];
  const { proposed = outcome.to, gradual, keeps } = trigger;
  if (keeps)
    steps.push(say("the policy {policy} wants {tasks}", { policy: keeps.policy, tasks: tasks(keeps.capacity, say) }));
  if (gradual !== undefined) steps.push(say("scaling in goes step by step, to {gradual}", { gradual }));
  const { credited } = outcome;
  if (credited !== undefined)
    steps.push(say("a credit of {credited} for the last scale-out, whose cooldown goes on", { credited }));
  const reached = gradual ?? keeps?.capacity ?? proposed - (credited ?? 0);
  if (reached > maxCapacity) steps.push(say("the maximum is {maxCapacity}", { maxCapacity }));
  if (reached < minCapacity) steps.push(say("the minimum is {minCapacity}", { minCapacity }));
  if (steps.length === 0) return "";
  return `; ${steps.join("; ")}: ${tasks(outcome.to, say)}`;
}

function held(
  by: Held,
  { desired, maxCapacity, minCapacity }: ScalingDecision,
  trigger: AlarmTrigger,
  say: SayDecision,
): string {
  switch (by.reason) {
    case "not-breaching":
      if (trigger.metricValue === undefined) return say(": nothing to go by");
      return say(", but together they are {value}, no longer {side}: nothing was done", {
        value: amount(trigger, trigger.metricValue),
        side: side(trigger, say),
      });
    case "suspended":
      return say(", but {what} is suspended", { what: stopped(by.what, say) });
    case "no-step":
      return say(", and no step covers {value}: nothing was done", {
        value: amount(trigger, trigger.metricValue ?? 0),
      });
    case "other-policy":
      return say(", but the policy {policy} does not agree to scale in", { policy: by.policy });
    case "larger-proposal":
      return say(", but the policy {policy} asks for {proposed}, which is more", {
        policy: by.policy,
        proposed: by.proposed,
      });
    case "deployment":
      return say(", but nothing is scaled in while a deployment is in progress");
    case "activity":
      return say(", and a scaling activity to {tasks} is in progress already", { tasks: tasks(by.to, say) });
    case "at-desired":
      return `${kept(trigger, say)}${say(", no other than the desired count of {desired}", { desired })}`;
    case "at-maximum":
      return say(", but the desired count is {desired} and the maximum {maxCapacity}", { desired, maxCapacity });
    case "at-minimum":
      return say(", but the desired count is {desired} and the minimum {minCapacity}", { desired, minCapacity });
    case "within-bounds":
    case "crossed-bounds":
    case "pending-update":
      return ""; // Of schedules alone.
    case "cooldown": {
      const values = { until: clockTime(by.until), credit: credit(by.credited, say) };
      return by.direction === "out"
        ? say(", but the cooldown of the last scale-out lasts until {until}{credit}", values)
        : say(", but the cooldown of the last scale-in lasts until {until}{credit}", values);
    }
  }
}

function stopped(what: Extract<Held, { reason: "suspended" }>["what"], say: SayDecision): string {
  if (what === "scheduled scaling") return say("scheduled scaling");
  return what === "scale-out" ? say("scale-out") : say("scale-in");
}

/** What another policy wants to keep when all agree to scale in. */
const kept = ({ keeps }: AlarmTrigger, say: SayDecision): string =>
  keeps
    ? `; ${say("the policy {policy} wants {tasks}", { policy: keeps.policy, tasks: tasks(keeps.capacity, say) })}`
    : "";

const credit = (credited: number | undefined, say: SayDecision): string =>
  credited === undefined ? "" : say(", with a credit of {credited} for what it added", { credited });

function instead(by: Held, decision: ScalingDecision, trigger: Trigger, say: SayDecision): string {
  const { desired, minCapacity, maxCapacity } = decision;
  switch (by.reason) {
    case "not-breaching":
      return trigger.kind === "alarm"
        ? say("With a mean {side} it would have been answered.", { side: side(trigger, say) })
        : say("Nothing was asked.");
    case "suspended":
      return trigger.kind === "schedule"
        ? say("Had scheduled scaling not been suspended, it would have set the bounds.")
        : say("Had {what} not been suspended, it would have been answered.", {
            what: stopped(by.what, say),
          });
    case "within-bounds":
      return say("A desired count below {minCapacity} would have been raised, one above {maxCapacity} lowered.", {
        minCapacity,
        maxCapacity,
      });
    case "crossed-bounds":
      return say("With both bounds given it would have set them.");
    case "pending-update":
      return say("Due a minute apart, both would have run at once.");
    case "no-step":
      return trigger.kind === "alarm"
        ? say("A step that covers {value} would have been taken.", {
            value: amount(trigger, trigger.metricValue ?? 0),
          })
        : say("Nothing was asked.");
    case "other-policy":
      return say("Had the low alarm of {policy} been in ALARM too, the service would have been scaled in.", {
        policy: by.policy,
      });
    case "larger-proposal":
      return say("Without {policy} this proposal would have been taken.", { policy: by.policy });
    case "deployment":
      return say("After the deployment it would have been scaled in.");
    case "activity":
      return askedOf(trigger) < decision.running
        ? say("Had it come to fewer than {tasks} within the bounds, it would not have waited for the activity.", {
            tasks: tasks(by.to, say),
          })
        : say("Had it come to more than {tasks} within the bounds, it would not have waited for the activity.", {
            tasks: tasks(by.to, say),
          });
    case "at-maximum":
      return askedOf(trigger) > desired
        ? say("A maximum above {maxCapacity} would have let it grow.", { maxCapacity })
        : sameAnyway(trigger, say);
    case "at-minimum":
      return askedOf(trigger) < desired
        ? say("A minimum below {minCapacity} would have let it shrink.", { minCapacity })
        : sameAnyway(trigger, say);
    case "cooldown": {
      const until = clockTime(by.until);
      if (by.direction === "in") return say("From {until} on it would have been scaled in.", { until });
      return say(
        "A proposal of more than {most} would have scaled at once, one of more than {desired} from {until} on.",
        { most: desired + (by.credited ?? 0), desired, until },
      );
    }
    case "at-desired":
      return needed(decision, trigger, say);
  }
}

/** The capacity that the rule, and the policies that must agree, ask for. */
const askedOf = (trigger: Trigger): number =>
  trigger.kind === "alarm" ? (trigger.keeps?.capacity ?? trigger.proposed ?? 0) : 0;

const sameAnyway = (trigger: Trigger, say: SayDecision): string =>
  say("With other bounds the answer would have been the same: {tasks}.", { tasks: tasks(askedOf(trigger), say) });

/** How far the metric would have had to go for one task more, or less. */
function needed(decision: ScalingDecision, trigger: Trigger, say: SayDecision): string {
  if (trigger.kind !== "alarm") return say("Nothing was asked.");
  if (trigger.rule.kind === "step") return otherStep(trigger, trigger.rule, say);
  if (trigger.keeps)
    return say("Had {policy} wanted fewer tasks, the service would have been scaled in.", {
      policy: trigger.keeps.policy,
    });
  const direction = isAbove(trigger) ? "out" : "in";
  const edge = edgeOf(decision, trigger, trigger.rule.targetValue, direction);
  if (edge === undefined) return say("A task that runs would have been counted.");
  return direction === "out"
    ? say("Above {edge} a task would have been added.", { edge })
    : say("At {edge} or less a task would have been taken away.", { edge });
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

function metricOf({ metric }: AlarmTrigger, say: SayDecision): string {
  if (metric === "CPUUtilization") return "CPU";
  if (metric === "MemoryUtilization") return say("Memory");
  return metric === "RequestCountPerTarget" ? say("Requests per target") : metric;
}

const isAbove = ({ comparison }: AlarmTrigger): boolean => comparison.startsWith("Greater");

/** `above 40 %` */
function side(trigger: AlarmTrigger, say: SayDecision): string {
  const value = amount(trigger, trigger.threshold);
  if (trigger.comparison.includes("OrEqual"))
    return isAbove(trigger) ? say("at {value} or above", { value }) : say("at {value} or below", { value });
  return isAbove(trigger) ? say("above {value}", { value }) : say("below {value}", { value });
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
