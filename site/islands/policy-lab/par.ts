import { usersAt } from "./load-curve.ts";
import { priceOf } from "./price.ts";
import type { Figures } from "./run.ts";
import type { Load } from "./settings.ts";

/*
 * The game: answer 99 of 100 requests within a second, and pay less than who does without scaling. Its par is the bill of a fixed
 * number of the smallest tasks that run all the time and are busy to 70 % at the peak. Our choice, nothing of AWS.
 */
export const GOAL = { goodShare: 0.99, busyAtPeak: 0.7 };

/** The sandbox's defaults (`world/parameters.ts`): a quarter of a vCPU, 8 ms of CPU a request, a request per user every 10.03 s. */
const REQUESTS_PER_TASK = 250 / 8;
const SECONDS_PER_REQUEST = 10.03;
const STEP_SECONDS = 60;

export type Par = { tasks: number; price: number };

/** What the same load costs with a fixed number of tasks. */
export function parOf(load: Load): Par {
  let peak = 0;
  for (let at = 0; at < load.minutes * 60; at += STEP_SECONDS) peak = Math.max(peak, usersAt(load, at));
  const tasks = Math.max(1, Math.ceil(peak / SECONDS_PER_REQUEST / REQUESTS_PER_TASK / GOAL.busyAtPeak));
  return { tasks, price: priceOf((tasks * load.minutes) / 60, "256") };
}

/** How a run did: undefined where it missed the goal, else its price against par, -0.3 for 30 % less. */
export const scoreOf = ({ goodShare, price }: Figures, par: Par): number | undefined =>
  goodShare < GOAL.goodShare ? undefined : price / par.price - 1;
