import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatAccountTime } from "../../client/format.ts";
import { tokenColor } from "../../client/token-color.ts";

/** One quantity over account time. `color` is a custom property of the tokens, the same for this quantity everywhere. */
export type Quantity = {
  label: string;
  color: string;
  at: number[];
  values: (number | null)[];
  /** Holds its value until the next one, as counts do. */
  stepped?: boolean;
  dashed?: boolean;
};

/** A horizontal line with its meaning written on it. */
export type Level = { label: string; value: number; color: string };

/** Something that happened at one instant. */
export type Mark = { id: string; at: number; label: string };

type Props = {
  title: string;
  /** What stands on the value axis after a number. */
  unit: string;
  quantities: Quantity[];
  levels?: Level[];
  marks?: Mark[];
  /** Account time in milliseconds: what is shown. */
  from: number;
  to: number;
  /** From here on nothing is known yet, and why. */
  unknown?: { from: number; to: number; label: string } | undefined;
  /** The value axis reaches at least this far. */
  atLeast: number;
  height: number;
};

/** All charts of a page share one cursor. */
const cursors = uPlot.sync("account-time");

/** A canvas of lines on account time with direct labels. Its meaning for those who do not see it stands beside it, in the caller. */
export function LineChart(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const shape = props.quantities.map((it) => `${it.label}${it.color}${it.stepped}${it.dashed}`).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new shape needs a new plot, new data does not
  useEffect(() => {
    const element = box.current!;
    const make = () => {
      plot.current?.destroy();
      plot.current = new uPlot(optionsOf(latest, element), dataOf(latest.current), element);
    };
    make();
    const resize = new ResizeObserver(() => {
      if (element.clientWidth > 0) plot.current?.setSize({ width: element.clientWidth, height: latest.current.height });
    });
    resize.observe(element);
    // Colours are read from the tokens: another theme needs them read again.
    document.addEventListener("themechange", make);
    return () => {
      resize.disconnect();
      document.removeEventListener("themechange", make);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape]);

  useEffect(() => {
    plot.current?.batch(() => {
      plot.current!.setData(dataOf(props), false);
      plot.current!.setScale("x", { min: props.from / 1000, max: props.to / 1000 });
      plot.current!.setScale("y", rangeOf(props));
    });
  });

  return <div class="chart-canvas" ref={box} style={{ height: `${props.height}px` }} aria-hidden="true" />;
}

function dataOf({ quantities }: Props): uPlot.AlignedData {
  const tables = quantities.map((it) => [it.at.map((at) => at / 1000), it.values] as uPlot.AlignedData);
  return tables.length === 1 ? tables[0]! : uPlot.join(tables);
}

function rangeOf({ quantities, levels = [], atLeast, from, to }: Props) {
  let max = Math.max(atLeast, ...levels.map((level) => level.value));
  for (const { at, values } of quantities) {
    for (let i = 0; i < at.length; i++) if (at[i]! >= from && at[i]! <= to) max = Math.max(max, values[i] ?? 0);
  }
  return { min: 0, max: max * 1.08 };
}

function optionsOf(latest: { current: Props }, element: HTMLElement): uPlot.Options {
  const known = new Map<string, string>();
  const color = (token: string) => known.get(token) ?? known.set(token, tokenColor(token)).get(token)!;
  const ink = color("--ink-soft");
  const rule = color("--rule");
  const font = `11px ${getComputedStyle(element).fontFamily}`;
  const { quantities, from, to, height } = latest.current;
  return {
    width: Math.max(element.clientWidth, 100),
    height,
    ms: 1e-3,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { sync: { key: cursors.key }, drag: { x: false, y: false }, points: { size: 6 } },
    padding: [8, 92, 0, 0],
    scales: { x: { min: from / 1000, max: to / 1000 }, y: rangeOf(latest.current) },
    axes: [
      {
        stroke: ink,
        font,
        grid: { stroke: rule, width: 1 },
        ticks: { show: false },
        size: 24,
        values: (_, at) => at.map((it) => formatAccountTime(it * 1000).slice(0, 5)),
      },
      {
        stroke: ink,
        font,
        grid: { stroke: rule, width: 1 },
        ticks: { show: false },
        size: 44,
        values: (_, all) => all.map((it) => `${it}${latest.current.unit}`),
      },
    ],
    series: [
      {},
      ...quantities.map((it) => ({
        label: it.label,
        stroke: color(it.color),
        width: 2,
        spanGaps: true,
        points: { show: !it.stepped, size: 4, fill: color(it.color) },
        ...(it.dashed ? { dash: [6, 4] } : {}),
        ...(it.stepped ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {}),
      })),
    ],
    hooks: {
      drawClear: [(plot) => drawUnknown(plot, latest.current, color("--paper-sunken"), ink, font)],
      draw: [
        (plot) => {
          drawMarks(plot, latest.current.marks ?? [], color("--accent"));
          drawLevels(plot, latest.current.levels ?? [], color, font);
          drawLabels(plot, latest.current.quantities, color, font);
        },
      ],
    },
  };
}

const scaled = (plot: uPlot, value: number, scale: "x" | "y") => plot.valToPos(value, scale, true);

function drawUnknown(plot: uPlot, { unknown }: Props, fill: string, ink: string, font: string) {
  if (!unknown) return;
  const { ctx, bbox } = plot;
  const left = Math.max(scaled(plot, unknown.from / 1000, "x"), bbox.left);
  const right = Math.min(scaled(plot, unknown.to / 1000, "x"), bbox.left + bbox.width);
  if (right <= left) return;
  ctx.save();
  ctx.fillStyle = fill;
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.fillStyle = ink;
  ctx.font = onScreen(font);
  if (right - left > ctx.measureText(unknown.label).width + 8)
    ctx.fillText(unknown.label, left + 4, bbox.top + 14 * devicePixelRatio);
  ctx.restore();
}

function drawMarks(plot: uPlot, marks: Mark[], stroke: string) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = stroke;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of marks) {
    const x = scaled(plot, mark.at / 1000, "x");
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

function drawLevels(plot: uPlot, levels: Level[], color: (name: string) => string, font: string) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = onScreen(font);
  for (const level of levels) {
    const y = scaled(plot, level.value, "y");
    ctx.strokeStyle = color(level.color);
    ctx.fillStyle = color(level.color);
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([8 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(level.label, bbox.left + 4 * devicePixelRatio, y - 3 * devicePixelRatio);
  }
  ctx.restore();
}

/** Writes each quantity's name at the end of its line, pushed apart where two would meet. */
function drawLabels(plot: uPlot, quantities: Quantity[], color: (name: string) => string, font: string) {
  const { ctx, bbox } = plot;
  const gap = 13 * devicePixelRatio;
  const ends = quantities
    .map((it, i) => ({ it, value: lastShown(plot, i + 1) }))
    .filter((end) => end.value !== undefined)
    .map(({ it, value }) => ({ it, y: scaled(plot, value!, "y") }))
    .sort((a, b) => a.y - b.y);
  for (let i = 1; i < ends.length; i++) ends[i]!.y = Math.max(ends[i]!.y, ends[i - 1]!.y + gap);
  ctx.save();
  ctx.font = onScreen(font);
  ctx.textBaseline = "middle";
  for (const { it, y } of ends) {
    ctx.fillStyle = color(it.color);
    ctx.fillText(it.label, bbox.left + bbox.width + 6 * devicePixelRatio, Math.min(y, bbox.top + bbox.height));
  }
  ctx.restore();
}

function lastShown(plot: uPlot, series: number): number | undefined {
  const at = plot.data[0];
  const values = plot.data[series]!;
  const end = plot.scales.x!.max ?? Number.POSITIVE_INFINITY;
  for (let i = at.length - 1; i >= 0; i--) {
    const value = values[i];
    if (value !== null && value !== undefined && at[i]! <= end) return value;
  }
  return undefined;
}

/** A CSS font in device pixels, as a canvas wants it. */
const onScreen = (font: string) => font.replace("11px", `${11 * devicePixelRatio}px`);
