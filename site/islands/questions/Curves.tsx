import type { Curve } from "../../../server/contract/index.ts";
import { formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";

type Line = { curve: Curve; until: number; kind: "predicted" | "happened" };

const WIDTH = 300;
const HEIGHT = 120;
const LEFT = 24;
const BOTTOM = 18;

/** The small picture beside a choice: only the shape. What it says stands beside it, and in its text. */
export function Sparkline({ curve, minutes, most }: { curve: Curve; minutes: number; most: number }) {
  return (
    <svg class="sparkline" viewBox="0 0 72 34" width="72" height="34" role="img" aria-label={curveInWords(curve)}>
      <path class="sparkline-floor" d="M1 33H71" />
      <path
        class="sparkline-line"
        d={stepped(curve, minutes, { width: 70, height: 30, left: 1, top: 2 }, { minutes, most })}
      />
    </svg>
  );
}

/** A predicted curve and what happened on the same axes: tasks over minutes since the run began. */
export function Comparison({ lines, minutes, most }: { lines: Line[]; minutes: number; most: number }) {
  const box = { width: WIDTH - LEFT - 4, height: HEIGHT - BOTTOM - 6, left: LEFT, top: 6 };
  const y = (tasks: number) => box.top + box.height * (1 - tasks / most);
  return (
    <svg class="comparison" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {Array.from({ length: most + 1 }, (_, tasks) => (
        <g key={tasks}>
          <path class="comparison-rule" d={`M${LEFT} ${y(tasks)}H${WIDTH - 4}`} />
          {(most <= 6 || tasks % 2 === 0) && (
            <text x={LEFT - 6} y={y(tasks) + 3} text-anchor="end">
              {tasks}
            </text>
          )}
        </g>
      ))}
      {[0, 0.5, 1].map((part) => (
        <text
          key={part}
          x={LEFT + box.width * part}
          y={HEIGHT - 4}
          text-anchor={part === 0 ? "start" : part === 1 ? "end" : "middle"}
        >
          {part === 0 ? "0" : `${minutes * part} min`}
        </text>
      ))}
      {lines.map(({ curve, until, kind }) => (
        <path key={kind} class={`comparison-${kind}`} d={stepped(curve, until, box, { minutes, most })} />
      ))}
    </svg>
  );
}

/** The highest number of tasks of some curves, and never below five: so that small pictures can be compared. */
export const mostOf = (curves: Curve[]): number =>
  Math.max(5, ...curves.flatMap((curve) => curve.map((it) => it.tasks)));

type Box = { width: number; height: number; left: number; top: number };

/** A line that holds each value until the next one, up to the minute `until`. */
function stepped(
  curve: Curve,
  until: number,
  { width, height, left, top }: Box,
  scale: { minutes: number; most: number },
): string {
  const x = (minute: number) => round(left + width * Math.min(1, minute / scale.minutes));
  const y = (tasks: number) => round(top + height * (1 - tasks / scale.most));
  const [first, ...rest] = curve.filter(({ minute }) => minute <= until);
  if (!first) return "";
  return `M${x(first.minute)} ${y(first.tasks)}${rest.map((it) => `H${x(it.minute)}V${y(it.tasks)}`).join("")}H${x(until)}`;
}

const round = (value: number) => Math.round(value * 10) / 10;

/** "1 task, 3 after 5 min, 5 after 7 min". */
export const curveInWords = (curve: Curve): string =>
  curve
    .map(({ minute, tasks }, i) =>
      i === 0
        ? say("{tasks, plural, one {# task} other {# tasks}}", { tasks })
        : say("{tasks} after {minutes} min", { tasks, minutes: formatNumber(minute) }),
    )
    .join(", ");
