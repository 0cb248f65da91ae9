/** A value in Terraform's language: texts are quoted, an `Expression` stands as it is. */
export type Value = string | number | boolean | Expression | Value[] | Entries;

/** Terraform's own words: `var.cluster_name`. */
export class Expression {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A map: its keys are texts, also such as `__proto__`. */
export class Entries {
  readonly list: [key: string, value: Value][];

  constructor(list: [key: string, value: Value][]) {
    this.list = list;
  }
}

/** Arguments in their order, and blocks in theirs. */
export type Body = { arguments: [name: string, value: Value][]; blocks: Block[] };
export type Block = { type: string; labels?: string[]; body: Body };

/** Blocks as `terraform fmt` writes them (Terraform language, style guide). */
export const hcl = (blocks: Block[]): string => `${blocks.map((it) => block(it, "")).join("\n\n")}\n`;

function block({ type, labels = [], body }: Block, indent: string): string {
  const inner = `${indent}  `;
  const parts = [
    ...(body.arguments.length > 0 ? [aligned(body.arguments, inner)] : []),
    ...body.blocks.map((it) => block(it, inner)),
  ];
  return `${indent}${[type, ...labels.map(quoted)].join(" ")} {\n${parts.join("\n\n")}\n${indent}}`;
}

/** Equals signs stand below each other; an argument of several lines begins a new column. */
function aligned(list: [string, Value][], indent: string): string {
  const lines = list.map(([name, value]) => ({ name, text: valueText(value, indent) }));
  return lines
    .map(({ name, text }, i) => {
      const column = lines.filter((_, j) => sameColumn(lines, i, j));
      const width = text.includes("\n") ? name.length : Math.max(...column.map((it) => it.name.length));
      return `${indent}${name.padEnd(width)} = ${text}`;
    })
    .join("\n");
}

/** Whether nothing of several lines stands at or between two arguments. */
const sameColumn = (lines: { text: string }[], a: number, b: number): boolean =>
  lines.slice(Math.min(a, b), Math.max(a, b) + 1).every(({ text }) => !text.includes("\n"));

function valueText(value: Value, indent: string): string {
  if (value instanceof Expression) return value.text;
  if (Array.isArray(value)) return `[${value.map((it) => valueText(it, indent)).join(", ")}]`;
  if (value instanceof Entries)
    return `{\n${aligned(
      value.list.map(([key, it]) => [keyText(key), it]),
      `${indent}  `,
    )}\n${indent}}`;
  return typeof value === "string" ? quoted(value) : String(value);
}

/** Words that mean something of their own at the beginning of a map. */
const RESERVED = ["for", "null", "true", "false"];

const keyText = (key: string): string =>
  /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !RESERVED.includes(key) ? key : quoted(key);

/** HCL: JSON's escapes, and a template sequence is doubled: `$${` is `${` (HCL native syntax specification, template expressions). */
function quoted(text: string): string {
  return JSON.stringify(text)
    .replaceAll("\\b", "\\u0008")
    .replaceAll("\\f", "\\u000c")
    .replace(/[$%](?=\{)/g, "$&$&");
}
