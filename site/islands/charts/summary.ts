import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";
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
    users === undefined
      ? say("no load so far")
      : say("{n, plural, one {# user} other {# users}}, {rps} requests per second", {
          n: users,
          rps: formatNumber(rps ?? 0),
        }),
    percent === undefined
      ? say("no CPU datapoint yet")
      : say("CPU {percent}\u00a0% in the minute of {minute}", {
          percent: formatNumber(percent),
          minute: formatAccountTime(minute!).slice(0, 5),
        }) + (target === null ? "" : say(", target {target}\u00a0%", { target })),
    running === undefined
      ? say("no service")
      : say("{running} of {desired} desired tasks running", { running, desired: desired! }),
  ];
  const guess = predicted && predictedAt(predicted, at);
  if (guess !== undefined) parts.push(say("you predicted {n} desired", { n: guess }));
  return say("At {time}: {what}.", { time: formatAccountTime(at), what: parts.join("; ") });
}
