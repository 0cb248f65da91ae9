import { MathProblem } from "./math-expression.ts";
import {
  type Computation,
  eachSeries,
  grid,
  made,
  oneSeries,
  periodOf,
  type TimeSeries,
  type Value,
  works,
} from "./math-values.ts";

/** FILL: a value for the periods that have none: a number, that of another series, the last one before, or between its neighbours. */
export function fill(math: Computation, args: Value[]): Value {
  const [value, how, ...more] = args;
  if (value === undefined || how === undefined || more.length > 0)
    throw new MathProblem("FILL takes a time series and a value, REPEAT or LINEAR.");
  return eachSeries(math, value, (series) => {
    const instants = grid(math, series.periodSeconds);
    if (how === "REPEAT") return made(series, repeated(series, instants));
    if (how === "LINEAR") return made(series, interpolated(series, instants));
    const missing = typeof how === "number" ? () => how : (at: number) => oneSeries(how).points.get(at);
    return made(
      series,
      instants.map((at) => [at, series.points.get(at) ?? missing(at)]),
    );
  });
}

function repeated({ points }: TimeSeries, instants: number[]): [number, number | undefined][] {
  let last: number | undefined;
  return instants.map((at) => {
    last = points.get(at) ?? last;
    return [at, last];
  });
}

/** Between two points on the line that joins them; nothing before the first and after the last. */
function interpolated({ points }: TimeSeries, instants: number[]): [number, number | undefined][] {
  const known = [...points];
  let next = 0;
  return instants.map((at) => {
    while (next < known.length && known[next]![0] < at) next++;
    const own = points.get(at);
    const [before, after] = [known[next - 1], known[next]];
    if (own !== undefined || !before || !after) return [at, own];
    const share = (at - before[0]) / (after[0] - before[0]);
    return [at, before[1] + share * (after[1] - before[1])];
  });
}

/**
 * IF: where the condition is not 0 the second argument, else the third. AWS: a gap in the second counts as 0, one in the third is a
 * gap in the result, which is empty where there is no third (using-metric-math, Using IF expressions).
 */
export function choose(math: Computation, args: Value[]): Value {
  const [condition, then, otherwise, ...more] = args;
  if (condition === undefined || then === undefined || more.length > 0)
    throw new MathProblem("IF takes a condition, a value and another value.");
  if (typeof condition === "number")
    return (condition === 0 ? otherwise : then) ?? { label: "", periodSeconds: periodOf(math), points: new Map() };
  const where = oneSeries(condition);
  works(math, where.points.size);
  const [met, unmet] = [then, otherwise].map((it) => valueAt(it)) as [ValueAt, ValueAt];
  return made(
    where,
    [...where.points].map(([at, truth]) => [at, truth === 0 ? unmet(at) : (met(at) ?? 0)]),
  );
}

type ValueAt = (at: number) => number | undefined;

function valueAt(value: Value | undefined): ValueAt {
  if (value === undefined) return () => undefined;
  if (typeof value === "number") return () => value;
  const { points } = oneSeries(value);
  return (at) => points.get(at);
}
