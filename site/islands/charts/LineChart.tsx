import { useEffect, useRef, useState } from "preact/hooks";
import "./language.ts";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { tokenColor } from "../../client/token-color.ts";
import { drawLabels, drawLevels, drawMarks, drawUnknown, labelUnknown } from "./drawing.ts";
import { instantsOf, nearest, readingAt } from "./points.ts";
import { useReading } from "./use-reading.ts";

/** One quantity over account time. `color` is a custom property of the tokens, the same for this quantity everywhere. */
export type Quantity = {
  label: string;
  color: string;
  at: number[];
  values: (number | null)[];
  /** Holds its value until the next one, as counts do. */
  stepped?: boolean;
  /** How its line differs from the others' for who does not tell colours apart: true for dashes, or lengths of dash and gap in CSS pixels. */
  dashed?: boolean | number[];
};

/** A horizontal line with its meaning written on it. */
export type Level = { label: string; value: number; color: string };

/** Something that happened at one instant; `short` is what stands above its line where marks can be opened. */
export type Mark = { id: string; at: number; label: string; short: string };

type Props = {
  /** What it shows, for who reads it point by point. */
  name: string;
  /** What stands after a number. */
  unit: string;
  /** Those that are drawn later lie above the others. */
  quantities: Quantity[];
  levels?: Level[];
  marks?: Mark[];
  /** Marks get a handle above the chart, for the mouse: the caller has a list of the same for everybody else. */
  onMark?: (id: string) => void;
  /** One instant to look at. */
  pin?: number | undefined;
  /** Account time in milliseconds: what is shown. */
  from: number;
  to: number;
  /** From here on nothing is known yet, and why. */
  unknown?: { from: number; to: number; label: string } | undefined;
  /** The value axis reaches at least this far. */
  atLeast: number;
  /** How far above the highest value the axis goes on, as a factor. */
  headroom?: number;
  height: number;
};

/** Room for the numbers at the left, in CSS pixels. */
const AXIS_WIDTH = 44;
/** Room for the labels at the right; on a narrow chart they are names without a value. */
const LABELS_WIDTH = { wide: 92, narrow: 62 };
const NARROW = 460;
const labelsWidth = (width: number) => (width < NARROW ? LABELS_WIDTH.narrow : LABELS_WIDTH.wide);
/** Nearer than this percentage of the width, two handles would lie upon each other. */
const HANDLE_PERCENT = 7;
const FONT_PX = 11;
const MINUTE = 60_000;
/** CSS pixels of line and gap. */
const DASHED = [8, 4];
export const DOTTED = [2, 3];
export const MIXED = [10, 3, 2, 3];
const FAINT = [1, 5];
/** Where uPlot's cursor is when it is nowhere. */
const NOWHERE = { left: -10, top: -10 };

/** All charts of a page share one cursor. */
const cursors = uPlot.sync("account-time");

/**
 * A canvas of lines on account time with direct labels, and a cursor for mouse and keyboard that reads the datapoints. A summary and a
 * table stand beside it, in the caller.
 */
export function LineChart(props: Props) {
  const box = useRef<HTMLDivElement>(null);
  const handles = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const shape = props.quantities.map((it) => `${it.label}${it.color}${it.stepped}${it.dashed}`).join();
  const instants = instantsOf(props.quantities, props.from, props.to);
  const read = (at: number) => readingAt(props.quantities, props.unit, at);
  const { chosen, forget, attributes } = useReading(props.name, instants, read);
  /** Where the mouse points, here or in another chart of the same time. */
  const [pointed, point] = useState<number>();
  const shown = chosen ?? (pointed === undefined ? undefined : nearest(instants, pointed));

  // A new shape needs a new plot, new data does not.
  useEffect(() => {
    const element = box.current!;
    const fit = () => {
      const width = element.clientWidth;
      if (width === 0) return;
      plot.current?.setSize({ width, height: latest.current.height });
      if (handles.current) handles.current.style.marginInline = `${AXIS_WIDTH}px ${labelsWidth(width)}px`;
    };
    const make = () => {
      plot.current?.destroy();
      plot.current = new uPlot(optionsOf(latest, element, point), dataOf(latest.current), element);
    };
    make();
    const resize = new ResizeObserver(fit);
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
  // After the data: the place of an instant depends on the time shown.
  const led = useRef(false);
  useEffect(() => {
    const { current } = plot;
    if (current && chosen !== undefined) lead(current, { left: current.valToPos(chosen / 1000, "x"), top: 1 });
    else if (current && led.current) lead(current, NOWHERE);
    led.current = chosen !== undefined;
  }, [chosen, props.from, props.to]);

  return (
    <div class="chart">
      {props.onMark && (
        <div class="chart-handles" ref={handles} aria-hidden="true">
          {handlesOf(props).map(({ last, left, text }) => (
            <button
              key={last.id}
              type="button"
              tabIndex={-1}
              title={`${formatAccountTime(last.at)} ${last.label}`}
              style={{ left: `${left}%` }}
              onClick={() => props.onMark!(last.id)}
            >
              {text}
            </button>
          ))}
        </div>
      )}
      <div
        {...attributes}
        class="chart-canvas"
        ref={box}
        style={{ height: `${props.height}px` }}
        onPointerMove={forget}
      />
      {shown !== undefined && (
        <p class="chart-reading" aria-hidden="true">
          {read(shown)}
        </p>
      )}
    </div>
  );
}

/** Puts the cursor there in every chart of the account's time; uPlot's types leave out the argument that tells the others. */
function lead(plot: uPlot, to: { left: number; top: number }): void {
  (plot.setCursor as (to: { left: number; top: number }, fire: boolean, publish: boolean) => void)(to, true, true);
}

/** Marks that would lie upon each other share a handle, which opens the last of them. */
function handlesOf({ marks = [], from, to }: Props) {
  const percent = (at: number) => ((at - from) / (to - from)) * 100;
  const groups: Mark[][] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    if (group && percent(mark.at) - percent(group.at(-1)!.at) < HANDLE_PERCENT) group.push(mark);
    else groups.push([mark]);
  }
  return groups.map((group) => ({
    last: group.at(-1)!,
    left: (percent(group[0]!.at) + percent(group.at(-1)!.at)) / 2,
    text: group.map(({ short }) => `→ ${short}`).join(" "),
  }));
}

function dataOf({ quantities }: Props): uPlot.AlignedData {
  const tables = quantities.map((it) => [it.at.map((at) => at / 1000), it.values] as uPlot.AlignedData);
  return tables.length === 1 ? tables[0]! : uPlot.join(tables);
}

function rangeOf({ quantities, levels = [], atLeast, headroom = 1.08, from, to }: Props) {
  let max = Math.max(atLeast, ...levels.map((level) => level.value));
  for (const { at, values } of quantities) {
    for (let i = 0; i < at.length; i++) if (at[i]! >= from && at[i]! <= to) max = Math.max(max, values[i] ?? 0);
  }
  return { min: 0, max: max * headroom };
}

function optionsOf(
  latest: { current: Props },
  element: HTMLElement,
  point: (at: number | undefined) => void,
): uPlot.Options {
  const known = new Map<string, string>();
  const color = (token: string) => known.get(token) ?? known.set(token, tokenColor(token)).get(token)!;
  const { fontFamily } = getComputedStyle(element);
  const font = `${FONT_PX}px ${fontFamily}`;
  const { quantities, unit, from, to, height } = latest.current;
  // Where rules are as strong as text, the grid steps back by its dots.
  const strong = matchMedia("(forced-colors: active), (prefers-contrast: more)").matches;
  const axis = {
    stroke: color("--ink-soft"),
    font,
    grid: { stroke: color("--rule"), width: 1, ...(strong ? { dash: FAINT } : {}) },
    ticks: { show: false },
  };
  const pen = () => ({ color, font: `${FONT_PX * devicePixelRatio}px ${fontFamily}` });
  return {
    width: Math.max(element.clientWidth, 100),
    height,
    ms: 1e-3,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"),
    legend: { show: false },
    cursor: { sync: { key: cursors.key }, drag: { x: false, y: false }, points: { size: 6 } },
    padding: [8, (plot) => labelsWidth(plot.width), 0, 0],
    scales: { x: { min: from / 1000, max: to / 1000 }, y: rangeOf(latest.current) },
    axes: [
      {
        ...axis,
        size: 24,
        space: 56,
        values: (_, at, _axis, _space, apart) =>
          at.map((it) => formatAccountTime(it * 1000).slice(0, apart * 1000 < MINUTE ? 8 : 5)),
      },
      {
        ...axis,
        size: AXIS_WIDTH,
        space: 20,
        values: (_, all) => all.map((it) => `${formatNumber(it)}${unit}`),
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
        ...(it.dashed ? { dash: it.dashed === true ? DASHED : it.dashed } : {}),
        ...(it.stepped ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {}),
      })),
    ],
    hooks: {
      setCursor: [
        ({ cursor, posToVal }) =>
          point(cursor.left === undefined || cursor.left < 0 ? undefined : posToVal(cursor.left, "x") * 1000),
      ],
      drawClear: [(plot) => latest.current.unknown && drawUnknown(plot, latest.current.unknown, pen())],
      draw: [
        (plot) => {
          const { marks = [], levels = [], unknown, pin } = latest.current;
          drawMarks(plot, marks, pin, pen());
          drawLevels(plot, levels, pen());
          if (unknown) labelUnknown(plot, unknown, pen());
          const shown = (value: number) => (plot.width < NARROW ? "" : ` ${formatNumber(value)}${unit}`);
          drawLabels(plot, latest.current.quantities, shown, pen());
        },
      ],
    },
  };
}
