import { unreadable } from "./front-end-error.ts";
import { parseTimestamp, wholeNumber } from "./reader.ts";
import type { NumberShape, Shape, StructureShape } from "./shapes.ts";

/*
 * AWS's Query protocol (Smithy: aws.protocols#awsQuery): a request is a form of dotted names, `Dimensions.member.1.Name=…`,
 * an answer is XML. None of the covered Query services renames or flattens a member.
 */

/** A form as a tree: `a.b=1` is the node `a` with the branch `b`. */
export type FormNode = { value?: string; branches?: Map<string, FormNode> };

/** Longer names are no member of any input; the limit keeps a hostile form from becoming a deep tree. */
const NAME_PARTS_MAX = 32;

/** Reads `application/x-www-form-urlencoded`. */
export function parseForm(text: string): FormNode {
  const root: FormNode = {};
  for (const [name, value] of new URLSearchParams(text)) {
    let node = root;
    const parts = name.split(".", NAME_PARTS_MAX + 1);
    if (parts.length > NAME_PARTS_MAX) continue;
    for (const part of parts) {
      node.branches ??= new Map();
      const next = node.branches.get(part) ?? {};
      node.branches.set(part, next);
      node = next;
    }
    node.value = value;
  }
  return root;
}

/** The value of a name without dots, such as `Action`. */
export const formValue = (form: FormNode, name: string) => form.branches?.get(name)?.value;

/** A form as a typed input. */
export function readForm(shape: StructureShape, form: FormNode): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const { name, shape: member } of shape.members) {
    const branch = form.branches?.get(name);
    if (branch) input[name] = readNode(member, branch);
  }
  return input;
}

function readNode(shape: Shape, node: FormNode): unknown {
  switch (shape.kind) {
    case "structure":
      return readForm(shape, node);
    case "list":
      return numbered(node.branches?.get("member")).map((it) => it && readNode(shape.member, it));
    case "map":
      return Object.fromEntries(numbered(node.branches?.get("entry")).map((it) => readEntry(shape.value, it ?? {})));
    default:
      return readText(shape, node.value);
  }
}

function readEntry(shape: Shape, node: FormNode): [string, unknown] {
  const key = node.branches?.get("key")?.value;
  const value = node.branches?.get("value");
  if (key === undefined || value === undefined) throw unreadable();
  return [key, readNode(shape, value)];
}

/** AWS: a form may leave out this many items of a list less one before its next. */
const GAP_MAX = 10;

/**
 * `1`, `2`, … in their order, null where a number is left out. Texts of what is no index recorded in query_collections.json of
 * radkawar/stackd testdata/aws/iam.
 */
function numbered(node: FormNode | undefined): (FormNode | null)[] {
  const found = [...(node?.branches ?? [])].map(([name, item]) => ({ index: indexOf(name), item }));
  found.sort((a, b) => a.index - b.index);
  const items: (FormNode | null)[] = [];
  for (const { index, item } of found) {
    const skipped = index - Math.max(1, items.length);
    if (skipped > GAP_MAX) throw unreadable(`Excessively sparse input would skip ${skipped} list elements`);
    while (items.length < index - 1) items.push(null);
    items[index - 1] = item;
  }
  return items;
}

function indexOf(name: string): number {
  if (/^-\d+$/.test(name)) throw unreadable(`Key ${name} may not have a leading '-'`);
  if (!/^\d{1,9}$/.test(name)) throw unreadable("Start of list found where not expected");
  if (Number(name) === 0) throw unreadable(`${name} is not a valid index`);
  return Number(name);
}

function readText(shape: Shape, text: string | undefined): unknown {
  if (text === undefined) throw unreadable();
  switch (shape.kind) {
    case "boolean":
      // Recorded: 1 and 0 too (pagination_inputs.json of radkawar/stackd testdata/aws/iam).
      if (!/^(true|false|1|0)$/i.test(text)) throw unreadable();
      return /^(true|1)$/i.test(text);
    case "number":
      return readNumber(shape, text);
    case "timestamp":
      return parseTimestamp(text);
    case "blob":
      return new Uint8Array(Buffer.from(text, "base64"));
    default:
      return text;
  }
}

/** Recorded: `900`, `0900` and `+900` are integers; ` 900 `, `900.0`, `9e2` and 2147483648 are not (query_inputs.json of radkawar/stackd testdata/aws/sts). */
function readNumber({ type }: NumberShape, text: string): number {
  if (type !== "Double") {
    if (!/^[+-]?\d+$/.test(text)) throw unreadable();
    return wholeNumber(Number(text), type);
  }
  if (text === "NaN" || text === "Infinity" || text === "-Infinity") return Number(text);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) throw unreadable();
  return Number(text);
}

/** A typed output as the answer of `operation`. An operation without output has no result element. */
export function writeQueryAnswer(
  operation: string,
  output: StructureShape | undefined,
  value: unknown,
  xmlns: string,
  requestId: string,
) {
  const result = output ? element(`${operation}Result`, xml(output, value ?? {})) : "";
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return `<${operation}Response xmlns="${xmlns}">${result}${metadata}</${operation}Response>\n`;
}

/** Members that an error has besides its message are written beside it. */
export function writeQueryError(
  error: { fault: "Sender" | "Receiver"; code: string; message: string },
  xmlns: string | undefined,
  requestId: string,
) {
  const message = error.message ? `<Message>${escapeXml(error.message)}</Message>` : "<Message/>";
  return [
    `<ErrorResponse${xmlns ? ` xmlns="${xmlns}"` : ""}>`,
    "  <Error>",
    `    <Type>${error.fault}</Type>`,
    `    <Code>${escapeXml(error.code)}</Code>`,
    `    ${message}`,
    "  </Error>",
    `  <RequestId>${requestId}</RequestId>`,
    "</ErrorResponse>\n",
  ].join("\n");
}

function xml(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case "structure":
      return shape.members
        .map(({ name, shape }) => {
          const member = (value as Record<string, unknown>)[name];
          return member === null || member === undefined ? "" : element(name, xml(shape, member));
        })
        .join("");
    case "list":
      return (value as unknown[]).map((it) => element("member", xml(shape.member, it))).join("");
    case "map":
      return Object.entries(value as object)
        .map(([key, it]) => `<entry><key>${escapeXml(key)}</key>${element("value", xml(shape.value, it))}</entry>`)
        .join("");
    case "timestamp":
      return (value as Date).toISOString();
    case "blob":
      return Buffer.from(value as Uint8Array).toString("base64");
    default:
      return escapeXml(String(value));
  }
}

const element = (name: string, content: string) => (content ? `<${name}>${content}</${name}>` : `<${name}/>`);

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Also what XML 1.0 cannot hold at all: control characters become U+FFFD; a carriage return would be lost in parsing. */
function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>]/g, (it) => entities[it]!)
      .replace(/\r/g, "&#xD;")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must go
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
  );
}
