import type { Change } from "../world/change.ts";
import type { Millis, RegionState, World } from "../world/world.ts";
import { finishActivities, nextActivityAt } from "./activities.ts";
import { evaluateAlarms, nextEvaluationAt } from "./alarms.ts";
import { moveUsers, stopAtRunTime } from "./load.ts";
import { closeMinute, tellDatapoints } from "./minute.ts";
import { applyPolicies } from "./policies.ts";
import { nextScheduledActionAt, runScheduledActions } from "./scheduled-actions.ts";
import { closeObservations, OBSERVATION_SECONDS } from "./service-metrics.ts";
import { lookForSteadyStates, nextSchedulerAt, runSchedulers } from "./service-scheduler.ts";
import { moveTargets, nextTargetAt } from "./targets.ts";
import { moveTasks, nextTaskAt } from "./tasks.ts";
import { type Flow, flowOf, receiveTraffic } from "./traffic.ts";
import { replaceUnhealthyTasks } from "./unhealthy-tasks.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** As often as the swarm's history gets an entry. */
const LOAD_TOLD = 10 * SECOND;
const OBSERVATION = OBSERVATION_SECONDS * SECOND;

/**
 * Moves the world forward to `until`, one second at a time, and tells what happened. In a second tasks move first, then load
 * and CPU, then datapoints, scheduled actions, activities, alarms and at last policies: a decision is seen by tasks a second later.
 * It may be cut anywhere: two steps give what one gives.
 */
export function advance(world: World, until: Millis): Change[] {
  const changes: Change[] = [];
  if (world.now + SECOND > until) return changes;
  const plans = Object.values(world.regions).map((state) => planOf(world, state));
  while (world.now + SECOND <= until) {
    world.now += SECOND;
    for (const plan of plans) liveSecond(world, plan, changes);
  }
  return changes;
}

/** What holds until something is due in a Region. Derived from the world, never saved. */
type Plan = {
  state: RegionState;
  /** When tasks, targets or schedulers move: load and CPU change with them. */
  movesAt: Millis;
  /** When anything else is due: datapoints, scheduled actions, activities, alarms. */
  looksAt: Millis;
  flow: Flow;
  trafficUntil: Millis;
};

function liveSecond(world: World, plan: Plan, changes: Change[]): void {
  const { state } = plan;
  const moves = world.now >= plan.movesAt;
  if (moves) {
    runSchedulers(world, state, changes);
    moveTasks(world, state, changes);
    moveTargets(world, state, changes);
    replaceUnhealthyTasks(world, state, changes);
    lookForSteadyStates(world, state, changes);
    plan.movesAt = nextMoveAt(state);
  }
  const { swarm } = state.load;
  const users = swarm !== undefined && moveUsers(world, swarm);
  const flows = moves || users || world.now >= plan.trafficUntil;
  if (flows) Object.assign(plan, flowUntilTrafficEnds(world, state));

  receiveTraffic(world, state.load, plan.flow);
  if ((world.now + SECOND) % OBSERVATION === 0) closeObservations(world, state, changes);
  // A steady load is told every ten seconds: thousands of equal changes would cost more than living them.
  if (swarm && swarm.state !== "stopped" && (flows || world.now % LOAD_TOLD === 0))
    changes.push(loadChange(world, state));
  if (swarm && stopAtRunTime(world, state, changes)) Object.assign(plan, flowUntilTrafficEnds(world, state));
  if (world.now < plan.looksAt) return;

  if ((world.now + SECOND) % MINUTE === 0) closeMinute(world, state);
  if (world.now % MINUTE === visibleSecond(world)) tellDatapoints(world, state, changes);
  const scheduled = runScheduledActions(world, state, changes);
  finishActivities(world, state, changes);
  const signals = evaluateAlarms(world, state, changes);
  applyPolicies(world, state, signals, changes);
  if (scheduled || signals.length > 0) plan.movesAt = nextMoveAt(state);
  plan.looksAt = nextLookAt(world, state);
}

function planOf(world: World, state: RegionState): Plan {
  const [movesAt, looksAt] = [nextMoveAt(state), nextLookAt(world, state)];
  return { state, movesAt, looksAt, ...flowUntilTrafficEnds(world, state) };
}

function flowUntilTrafficEnds(world: World, state: RegionState): Pick<Plan, "flow" | "trafficUntil"> {
  const { traffic } = state.load;
  const trafficUntil = traffic && traffic.until > world.now ? traffic.until : Number.POSITIVE_INFINITY;
  return { flow: flowOf(world, state), trafficUntil };
}

const nextMoveAt = (state: RegionState): Millis =>
  Math.min(nextSchedulerAt(state), nextTaskAt(state), nextTargetAt(state));

function nextLookAt(world: World, state: RegionState): Millis {
  const minuteClosesAt = world.now + MINUTE - ((world.now + SECOND) % MINUTE);
  const readableAt = nextAfter(world.now, visibleSecond(world));
  const due = Math.min(nextActivityAt(state), nextScheduledActionAt(state), nextEvaluationAt(world, state));
  return Math.min(minuteClosesAt, readableAt, due);
}

/** When in a minute datapoints become readable, in milliseconds. */
const visibleSecond = (world: World): Millis => (world.parameters.metricDelaySeconds * SECOND) % MINUTE;

const nextAfter = (now: Millis, inMinute: Millis): Millis =>
  now + ((inMinute - (now % MINUTE) + MINUTE) % MINUTE || MINUTE);

const loadChange = (world: World, state: RegionState): Change => ({
  topic: "load",
  at: world.now,
  region: state.name,
  resource: "load",
  what: "requests",
  cause: "time",
});
