import { count } from "../../client/format.ts";
import type { Figures } from "./run.ts";
import { dollars, minutes, percent } from "./words.ts";

/** The variants compared in sentences: the first as it is, the others beside it. */
export function summaryOf(named: { name: string; figures: Figures }[]): string[] {
  const [first, ...others] = named;
  if (!first) return [];
  return [alone(first), ...others.map((it) => beside(it, first))];
}

function alone({ name, figures: it }: { name: string; figures: Figures }): string {
  const grows =
    it.minutesToGrow === null
      ? `stays at ${count(it.mostTasks, "task")}`
      : `has its first additional task after ${minutes(it.minutesToGrow)} and at most ${it.mostTasks}`;
  const failed =
    it.failures === 0
      ? "no request fails"
      : `${count(it.failures, "request")} of ${count(it.requests, "request")} fail`;
  return `${name} ${grows}; ${percent(it.goodShare)} are answered within a second, ${failed}; it costs ${dollars(it.price)}.`;
}

/** `B: its first additional task comes 2 min later, at most 4 tasks (A: 5), costs 18 % less, 312 more requests fail.` */
function beside(
  { name, figures: it }: { name: string; figures: Figures },
  first: { name: string; figures: Figures },
): string {
  const { figures: than } = first;
  const parts = [
    growth(it, than),
    it.mostTasks === than.mostTasks
      ? `as many tasks at most (${it.mostTasks})`
      : `at most ${count(it.mostTasks, "task")} instead of ${than.mostTasks}`,
    price(it.price, than.price),
    failures(it.failures, than.failures),
    share(it.goodShare, than.goodShare),
  ];
  return `${name}, compared with ${first.name}: ${parts.join("; ")}.`;
}

function growth({ minutesToGrow: it }: Figures, { minutesToGrow: than }: Figures): string {
  if (it === null) return than === null ? "it does not grow either" : "it does not grow";
  if (than === null) return `it grows, after ${minutes(it)}`;
  const late = it - than;
  if (Math.abs(late) < 1 / 60) return "it grows at the same time";
  return `it grows ${minutes(Math.abs(late))} ${late > 0 ? "later" : "earlier"}`;
}

function price(it: number, than: number): string {
  const change = Math.round((100 * (it - than)) / than);
  return change === 0 ? "costs the same" : `costs ${Math.abs(change)} % ${change < 0 ? "less" : "more"}`;
}

function failures(it: number, than: number): string {
  if (it === than) return it === 0 ? "no request fails either" : "as many requests fail";
  return `${count(Math.abs(it - than), "request")} ${it > than ? "more" : "fewer"} fail`;
}

const share = (it: number, than: number): string =>
  percent(it) === percent(than)
    ? `as many are answered within a second (${percent(it)})`
    : `${percent(it)} are answered within a second instead of ${percent(than)}`;
