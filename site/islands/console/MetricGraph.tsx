import type { ClusterView } from "../../../server/contract/index.ts";
import { formatAccountTime } from "../../client/format.ts";

type Metric = NonNullable<ClusterView["metrics"]>[number];

const WIDTH = 320;
const HEIGHT = 72;
const HOUR = 3_600_000;

/** One metric of the last hour as a small line, with a sentence that says the same. `target` draws a line across. */
export function MetricGraph({ metric, target }: { metric: Metric; target?: number | undefined }) {
  const last = metric.values.at(-1);
  if (last === undefined) {
    return (
      <figure class="console-metric">
        <figcaption>{metric.label}</figcaption>
        <p class="console-empty">CloudWatch has no datapoint of this metric yet.</p>
      </figure>
    );
  }
  const end = metric.at.at(-1)!;
  const start = Math.max(metric.at[0]!, end - HOUR);
  const first = metric.at.findIndex((at) => at >= start);
  const at = metric.at.slice(first);
  const values = metric.values.slice(first);
  const percent = metric.unit === "Percent";
  const top = Math.max(percent ? 100 : 1, ...values, target ?? 0);
  const x = (time: number) => (end === start ? WIDTH : ((time - start) / (end - start)) * WIDTH);
  const y = (value: number) => HEIGHT - 2 - (value / top) * (HEIGHT - 4);
  const unit = percent ? " %" : "";
  const line = values
    .map((value, i) => `${i === 0 ? "M" : "L"}${x(at[i]!).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
  const said = `${metric.label} from ${formatAccountTime(start)} to ${formatAccountTime(end)}: lowest ${round(Math.min(...values))}${unit}, highest ${round(Math.max(...values))}${unit}, last ${round(last)}${unit}.`;
  return (
    <figure class="console-metric">
      <figcaption>
        {metric.label} <span>{said.slice(metric.label.length + 1)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said} preserveAspectRatio="none">
        {target !== undefined && <path class="target" d={`M0 ${y(target)}H${WIDTH}`} />}
        <path class="value" d={values.length === 1 ? `${line}h1` : line} />
      </svg>
    </figure>
  );
}

const round = (value: number) => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
