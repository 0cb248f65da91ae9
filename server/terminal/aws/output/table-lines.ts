/** A box of a table: a title, names of columns where it has them, rows. */
export type Section = { title: string; indent: number; headers: string[]; rows: string[][] };

/** The boxes one below the other, all as wide as the widest needs to be. */
export function draw(sections: Section[], color: boolean): string {
  const width = widest(sections);
  const lines = sections.flatMap((section) => linesOf(section, width, color));
  return `${"-".repeat(width)}\n${lines.map((it) => `${it}\n`).join("")}${color ? RESET : ""}`;
}

/** Characters a text takes on the screen; the CLI counts two for a wide one, and for one that is wide in an East Asian font. */
const lengthOf = (value: string) => [...value].reduce((length, it) => length + (WIDE.test(it) ? 2 : 1), 0);
const WIDE = new RegExp(
  [
    // Unicode's East Asian Width: wide and full-width.
    "[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6]",
    "[\\u{1f300}-\\u{1f64f}\\u{1f900}-\\u{1f9ff}\\u{20000}-\\u{3fffd}]",
    // Ambiguous: Latin letters with accents and signs of typography that are in an East Asian font.
    "[¡¤§¨ª\\u00ad®°-´¶-º¼-¿ÆÐ×ØÞ-áæè-êìíðòó÷-úüþ‐–-‖‘’“”†-•…‰′″※€℃№™←-↙⇒⇔∂∇∑√∞≈≠≤≥■-○★☆♀♂]",
  ].join("|"),
  "u",
);

function columnWidths({ headers, rows }: Section): number[] {
  const all = headers.length > 0 ? [headers, ...rows] : rows;
  return (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => lengthOf(row[column]!))) + PADDING);
}

/** Two characters before a text and two behind. */
const PADDING = 4;

/** How wide a table must be. */
export function widest(sections: Section[]): number {
  return Math.max(
    ...sections.map((section) => {
      const content = columnWidths(section).reduce((sum, it) => sum + it, 0) + 2;
      return Math.max(content, lengthOf(section.title) + 2) + 2 * section.indent;
    }),
  );
}

/** The columns stretched to a width: in proportion, what rounding leaves over goes to the last ones. */
function stretched(widths: number[], width: number): number[] {
  const scale = width / widths.reduce((sum, it) => sum + it, 0);
  const scaled = widths.map((it) => roundToEven(it * scale));
  let over = scaled.reduce((sum, it) => sum + it, 0) - width;
  while (over !== 0 && scaled.length > 0)
    for (let i = 0; i < scaled.length && over !== 0; i++) {
      if (over > 0) scaled[i]!--;
      else scaled[scaled.length - 1 - i]!++;
      over -= Math.sign(over);
    }
  return scaled;
}

/** Python's `round`. */
function roundToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

function linesOf(section: Section, outer: number, color: boolean): string[] {
  const width = outer - 2 * section.indent;
  const { headers, rows, title } = section;
  const widths = stretched(columnWidths(section), width);
  const rule = rows.length + headers.length === 0 ? `+${"-".repeat(width - 2)}+` : ruleOf(widths);
  const lines: string[] = [];
  if (title) lines.push(centered(title, width, "|"), rule);
  if (headers.length > 0) lines.push(headers.map((it, i) => centered(it, widths[i]!, edge(i))).join(""), rule);
  for (const row of rows) lines.push(row.map((it, i) => leftAligned(it, widths[i]!, edge(i), color)).join(""));
  if (rows.length > 0) lines.push(rule);
  const bar = color ? `${FAINT_YELLOW}|${RESET}` : "|";
  const ends = color ? RESET : "";
  const sides = bar.repeat(section.indent);
  return lines.filter((it) => it !== "").map((it) => ends + sides + ends + it + ends + sides + ends);
}

const RESET = "\u001b[0m";
const FAINT_YELLOW = "\u001b[2m\u001b[33m";
const BOLD_BLUE = "\u001b[1m\u001b[34m";

/** The first column brings the left edge. */
const edge = (column: number) => (column === 0 ? "|" : "");

const ruleOf = (widths: number[]) =>
  widths.map((it, i) => (i === 0 ? `+${"-".repeat(it - 2)}+` : `${"-".repeat(it - 1)}+`)).join("");

function centered(value: string, width: number, left: string): string {
  const length = lengthOf(value);
  const before = " ".repeat(Math.max(Math.floor(width / 2) - Math.floor(length / 2) - 1, 0));
  const line = left + before + value;
  return `${line}${" ".repeat(Math.max(width - 1 - left.length - before.length - length, 0))}|`;
}

function leftAligned(value: string, width: number, left: string, color: boolean): string {
  const length = lengthOf(value);
  const before = width >= left.length + 1 + length + 2 ? "  " : "";
  const shown = color ? `${BOLD_BLUE}${value}${RESET}` : value;
  return `${left}${before}${shown}${" ".repeat(Math.max(width - 1 - left.length - before.length - length, 0))}|`;
}
