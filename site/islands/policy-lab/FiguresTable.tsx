import { formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";
import { Mark } from "./Mark.tsx";
import { type Par, scoreOf } from "./par.ts";
import type { Run } from "./run.ts";
import { against, dollars, minutes, percent, seconds, words } from "./words.ts";

type Props = { names: string[]; runs: (Run | undefined)[]; par: Par };

/** A row each, with a column per variant; the table keeps its height while runs are on their way. */
const ROWS: { label: string; cell: (run: Run, par: Par) => string }[] = [
  { label: words.figures.minutesToGrow, cell: ({ figures }) => minutes(figures.minutesToGrow) },
  { label: words.figures.mostTasks, cell: ({ figures }) => String(figures.mostTasks) },
  { label: words.figures.minutesAbove, cell: ({ figures }) => `${figures.minutesAbove} min` },
  {
    label: words.figures.latency,
    cell: ({ figures }) => `${seconds(figures.latencyMsP50)}, ${seconds(figures.latencyMsP95)}`,
  },
  { label: words.figures.good, cell: ({ figures }) => percent(figures.goodShare) },
  { label: words.figures.failures, cell: ({ figures }) => formatNumber(figures.failures) },
  { label: words.figures.taskHours, cell: ({ figures }) => formatNumber(figures.taskHours) },
  { label: words.figures.price, cell: ({ figures }) => dollars(figures.price) },
  { label: words.figures.score, cell: ({ figures }, par) => against(scoreOf(figures, par)) },
];

export function FiguresTable({ names, runs, par }: Props) {
  return (
    <table class="lab-figures">
      <caption class="visually-hidden">{say(words.figures.caption)}</caption>
      <thead>
        <tr>
          <td />
          {names.map((name, i) => (
            <th key={name} scope="col">
              <Mark index={i} /> {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ROWS.map(({ label, cell }) => (
          <tr key={label}>
            <th scope="row">{say(label)}</th>
            {names.map((name, i) => {
              const run = runs[i];
              return <td key={name}>{run ? cell(run, par) : "…"}</td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
