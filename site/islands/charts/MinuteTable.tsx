import { useState } from "preact/hooks";
import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";
import { type History, valueAt } from "./history.ts";
import { type Predicted, predictedAt } from "./predicted.ts";

const MINUTE = 60_000;

type Props = { history: History; predicted: Predicted | undefined; from: number; to: number };

/** What the charts show, minute by minute, newest first. Counts are those at the minute's start, CPU is the minute's average. */
export function MinuteTable(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details class="charts-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say("The same as a table")}</summary>
      {open && <Rows {...props} />}
    </details>
  );
}

function Rows({ history: { cpu, load, tasks }, predicted, from, to }: Props) {
  const minutes: number[] = [];
  for (let at = Math.floor(to / MINUTE) * MINUTE; at >= from; at -= MINUTE) minutes.push(at);
  const cell = (value: number | undefined) => (value === undefined ? "–" : formatNumber(value));
  return (
    <table>
      <caption class="visually-hidden">{say("Load, CPU and tasks per minute of account time, newest first")}</caption>
      <thead>
        <tr>
          {[
            say("Minute"),
            say("Users"),
            "RPS",
            "CPU %",
            say("Desired"),
            say("Running"),
            say("Pending"),
            ...(predicted ? [say("Predicted")] : []),
          ].map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {minutes.map((at) => (
          <tr key={at}>
            <th scope="row">{formatAccountTime(at).slice(0, 5)}</th>
            <td>{cell(valueAt(load.at, load.users, at))}</td>
            <td>{cell(valueAt(load.at, load.rps, at))}</td>
            <td>{cell(cpu.average[cpu.at.indexOf(at)])}</td>
            <td>{cell(valueAt(tasks.at, tasks.desired, at))}</td>
            <td>{cell(valueAt(tasks.at, tasks.running, at))}</td>
            <td>{cell(valueAt(tasks.at, tasks.pending, at))}</td>
            {predicted && <td>{cell(predictedAt(predicted, at))}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
