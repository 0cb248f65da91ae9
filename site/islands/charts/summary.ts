import { count, formatAccountTime, formatNumber } from "../../client/format.ts";
import { type History, valueAt } from "./history.ts";
import { type Predicted, predictedAt } from "./predicted.ts";

const MINUTE = 60_000;

/** What the charts show at one instant, in a sentence. A datapoint stands at the start of its minute: the newest whole one is told. */
export function summary({ tasks, cpu, load, target }: History, at: number, predicted?: Predicted): string {
  const users = valueAt(load.at, load.users, at);
  const rps = valueAt(load.at, load.rps, at);
  const minute = valueAt(cpu.at, cpu.at, at - MINUTE);
  const percent = valueAt(cpu.at, cpu.average, at - MINUTE);
  const running = valueAt(tasks.at, tasks.running, at);
  const desired = valueAt(tasks.at, tasks.desired, at);
  const parts = [
    users === undefined ? "no load so far" : `${count(users, "user")}, ${formatNumber(rps ?? 0)} requests per second`,
    percent === undefined
      ? "no CPU datapoint yet"
      : `CPU ${formatNumber(percent)}\u00a0% in the minute of ${formatAccountTime(minute!).slice(0, 5)}${target === null ? "" : `, target ${target}\u00a0%`}`,
    running === undefined ? "no service" : `${running} of ${desired} desired tasks running`,
  ];
  const guess = predicted && predictedAt(predicted, at);
  if (guess !== undefined) parts.push(`you predicted ${guess} desired`);
  return `At ${formatAccountTime(at)}: ${parts.join("; ")}.`;
}
