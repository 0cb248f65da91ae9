import { MathProblem } from "./math-expression.ts";
import { type Computation, made, mapped, oneSeries, type TimeSeries, type Value, works } from "./math-values.ts";

/** Two values with an operator between them: numbers, series and lists, of which only one may be a list. */
export function combined(math: Computation, operator: string, left: Value, right: Value): Value {
  const compute = (a: number, b: number) => calculate(operator, a, b);
  if (typeof left === "number" && typeof right === "number") return compute(left, right);
  if (typeof right === "number") return mapped(math, left, (it) => compute(it, right));
  if (typeof left === "number") return mapped(math, right, (it) => compute(left, it));
  if (Array.isArray(left) && Array.isArray(right)) throw new MathProblem("Two lists cannot be combined.");
  if (Array.isArray(left)) return left.map((it) => paired(math, it, oneSeries(right), compute));
  if (Array.isArray(right)) return right.map((it) => paired(math, oneSeries(left), it, compute));
  return paired(math, oneSeries(left), oneSeries(right), compute);
}

/** AWS: where only one of two series has a value, the other counts as 0. */
function paired(
  math: Computation,
  a: TimeSeries,
  b: TimeSeries,
  compute: (a: number, b: number) => number,
): TimeSeries {
  const instants = instantsOf([a, b]);
  works(math, instants.length);
  const entries = instants.map((at): [number, number] => [at, compute(a.points.get(at) ?? 0, b.points.get(at) ?? 0)]);
  return made({ ...a, dropped: a.dropped === true || b.dropped === true }, entries);
}

/** The instants at which any of the series has a value, oldest first. */
export function instantsOf(all: TimeSeries[]): number[] {
  if (all.length === 1) return [...all[0]!.points.keys()];
  return [...new Set(all.flatMap(({ points }) => [...points.keys()]))].sort((a, b) => a - b);
}

function calculate(operator: string, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "^":
      return a ** b;
    case "<":
      return Number(a < b);
    case "<=":
      return Number(a <= b);
    case ">":
      return Number(a > b);
    case ">=":
      return Number(a >= b);
    case "==":
      return Number(a === b);
    case "!=":
      return Number(a !== b);
    case "&&":
      return Number(a !== 0 && b !== 0);
    default:
      return Number(a !== 0 || b !== 0);
  }
}
