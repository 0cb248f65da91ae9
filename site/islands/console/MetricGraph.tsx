import type { ClusterView } from "../../../server/contract/index.ts";
import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { PointsTable } from "../charts/PointsTable.tsx";
import { useReading } from "../charts/use-reading.ts";

type Metric = NonNullable<ClusterView["metrics"]>[number];

const WIDTH = 320;
const HEIGHT = 72;
const HOUR = 3_600_000;

type Props = { metric: Metric; target?: number | undefined };

/** One metric of the last hour as a small line, with its scale at the edges. `target` draws a line across. */
export function MetricGraph({ metric, target }: Props) {
  if (metric.values.length > 0) return <Graph metric={metric} target={target} />;
  return (
    <figure class="console-metric">
      <figcaption>{metric.label}</figcaption>
      <p class="console-empty">CloudWatch has no datapoint of this metric yet.</p>
    </figure>
  );
}

function Graph({ metric, target }: Props) {
  const last = metric.values.at(-1)!;
  const end = metric.at.at(-1)!;
  const start = Math.max(metric.at[0]!, end - HOUR);
  const first = metric.at.findIndex((at) => at >= start);
  const at = metric.at.slice(first);
  const values = metric.values.slice(first);
  const percent = metric.unit === "Percent";
  const top = Math.max(percent ? 100 : 1, ...values, target ?? 0);
  const x = (time: number) => (end === start ? WIDTH : ((time - start) / (end - start)) * WIDTH);
  const y = (value: number) => HEIGHT - 2 - (value / top) * (HEIGHT - 4);
  const shown = (value: number) => `${formatNumber(value)}${percent ? " %" : ""}`;
  const minute = (time: number) => formatAccountTime(time).slice(0, 5);
  const line = values
    .map((value, i) => `${i === 0 ? "M" : "L"}${x(at[i]!).toFixed(1)} ${y(value).toFixed(1)}`)
    .join("");
  const said = `${metric.label} from ${minute(start)} to ${minute(end)}: lowest ${shown(Math.min(...values))}, highest ${shown(Math.max(...values))}, last ${shown(last)}.`;
  const valueAt = (time: number) => values[at.indexOf(time)]!;
  const { chosen, attributes } = useReading(said, at, (time) => `${minute(time)}: ${shown(valueAt(time))}`);
  return (
    <figure class="console-metric">
      <figcaption>
        {metric.label}{" "}
        <span>{chosen === undefined ? `last ${shown(last)}` : `${shown(valueAt(chosen))} at ${minute(chosen)}`}</span>
      </figcaption>
      <div class="console-metric-graph" {...attributes}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" preserveAspectRatio="none">
          {target !== undefined && <path class="target" d={`M0 ${y(target)}H${WIDTH}`} />}
          <path class="value" d={values.length === 1 ? `${line}h1` : line} />
          {chosen !== undefined && <path class="cursor" d={`M${x(chosen).toFixed(1)} 0V${HEIGHT}`} />}
        </svg>
        <span aria-hidden="true">{shown(top)}</span>
        <span aria-hidden="true">{shown(0)}</span>
      </div>
      <div class="console-metric-time" aria-hidden="true">
        <time>{minute(start)}</time>
        <time>{minute(end)}</time>
      </div>
    </figure>
  );
}

/** All metrics of a cluster or service, side by side where there is room, and as a table. */
export function MetricGraphs({ metrics }: { metrics: Metric[] }) {
  const at = [...new Set(metrics.flatMap((metric) => metric.at))].sort((a, b) => a - b);
  return (
    <>
      <div class="console-metrics">
        {metrics.map((metric) => (
          <MetricGraph key={metric.label} metric={metric} />
        ))}
      </div>
      {at.length > 0 && (
        <PointsTable
          caption="The metrics per minute of account time, newest first"
          at={at}
          columns={metrics.map(({ label, ...metric }) => ({
            label,
            values: at.map((time) => metric.values[metric.at.indexOf(time)]),
          }))}
        />
      )}
    </>
  );
}
