import type uPlot from "uplot";
import type { Level, Mark, Quantity } from "./LineChart.tsx";

/*
 * What is written and drawn on a chart besides its lines. uPlot leaves the canvas as its axes had it (text to the right of a point,
 * dashes set), so everything here sets what it needs.
 */

/** What the drawing needs of the theme and the page. */
export type Pen = { color: (token: string) => string; font: string };

/** CSS pixels. */
const LINE_HEIGHT = 14;

const x = (plot: uPlot, at: number) => plot.valToPos(at / 1000, "x", true);
const y = (plot: uPlot, value: number) => plot.valToPos(value, "y", true);

/** The time about which nothing is known yet, as a wash from there to now. */
export function drawUnknown(plot: uPlot, unknown: { from: number; to: number }, { color }: Pen): void {
  const { ctx, bbox } = plot;
  const left = Math.max(x(plot, unknown.from), bbox.left);
  const right = Math.min(x(plot, unknown.to), bbox.left + bbox.width);
  if (right <= left) return;
  ctx.save();
  ctx.fillStyle = color("--paper-sunken");
  ctx.fillRect(left, bbox.top, right - left, bbox.height);
  ctx.restore();
}

/** A word at the upper right edge about the wash below it. */
export function labelUnknown(plot: uPlot, unknown: { from: number; to: number; label: string }, pen: Pen): void {
  const { bbox } = plot;
  if (x(plot, unknown.from) >= bbox.left + bbox.width) return;
  write(plot, pen, unknown.label, "--ink-soft", {
    x: bbox.left + bbox.width - 4 * devicePixelRatio,
    y: bbox.top + (LINE_HEIGHT / 2) * devicePixelRatio,
    align: "right",
  });
}

/** Instants as dotted lines from top to bottom, the one that was jumped to as a whole one. */
export function drawMarks(plot: uPlot, marks: Mark[], pin: number | undefined, { color }: Pen): void {
  const { ctx } = plot;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.strokeStyle = color("--accent");
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of marks) drawUpright(plot, mark.at);
  if (pin !== undefined) {
    ctx.strokeStyle = color("--ink");
    ctx.setLineDash([]);
    drawUpright(plot, pin);
  }
  ctx.restore();
}

function drawUpright(plot: uPlot, at: number): void {
  const { ctx, bbox } = plot;
  const across = x(plot, at);
  if (across < bbox.left || across > bbox.left + bbox.width) return;
  ctx.beginPath();
  ctx.moveTo(across, bbox.top);
  ctx.lineTo(across, bbox.top + bbox.height);
  ctx.stroke();
}

/** Horizontal lines with their meaning at the left edge: that of the highest above its line, the others' below. */
export function drawLevels(plot: uPlot, levels: Level[], pen: Pen): void {
  const { ctx, bbox } = plot;
  const highest = Math.max(...levels.map(({ value }) => value));
  for (const level of levels) {
    const height = y(plot, level.value);
    ctx.save();
    ctx.strokeStyle = pen.color(level.color);
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([8 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, height);
    ctx.lineTo(bbox.left + bbox.width, height);
    ctx.stroke();
    ctx.restore();
    const away = ((LINE_HEIGHT + 2) / 2) * devicePixelRatio;
    write(plot, pen, level.label, level.color, {
      x: bbox.left + 6 * devicePixelRatio,
      y: level.value === highest ? height - away : height + away,
    });
  }
}

/** Each quantity's name at the end of its line, pushed apart where two would meet. `shown` is what is written of a value, after the name. */
export function drawLabels(plot: uPlot, quantities: Quantity[], shown: (value: number) => string, pen: Pen): void {
  const { bbox } = plot;
  const ends = quantities
    .map((it, i) => ({ it, value: lastShown(plot, i + 1) }))
    .flatMap(({ it, value }) => (value === undefined ? [] : [{ it, value, y: y(plot, value) }]))
    .sort((a, b) => a.y - b.y);
  spread(ends, LINE_HEIGHT * devicePixelRatio, bbox.top + bbox.height);
  for (const { it, value, y } of ends) {
    write(plot, pen, `${it.label}${shown(value)}`, it.color, {
      x: bbox.left + bbox.width + 6 * devicePixelRatio,
      y,
    });
  }
}

/** Moves labels, highest first, at least `gap` apart: down from the top, then up again from the lowest place there is. */
function spread(labels: { y: number }[], gap: number, lowest: number): void {
  for (let i = 1; i < labels.length; i++) labels[i]!.y = Math.max(labels[i]!.y, labels[i - 1]!.y + gap);
  let limit = lowest;
  for (const label of [...labels].reverse()) {
    label.y = Math.min(label.y, limit);
    limit = label.y - gap;
  }
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

/** Text around a middle line, with a rim of paper that keeps lines behind it apart. */
function write(
  { ctx }: uPlot,
  { color, font }: Pen,
  text: string,
  token: string,
  place: { x: number; y: number; align?: CanvasTextAlign },
): void {
  ctx.save();
  ctx.font = font;
  ctx.textAlign = place.align ?? "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.strokeStyle = color("--paper-raised");
  ctx.setLineDash([]);
  ctx.strokeText(text, place.x, place.y);
  ctx.fillStyle = color(token);
  ctx.fillText(text, place.x, place.y);
  ctx.restore();
}
