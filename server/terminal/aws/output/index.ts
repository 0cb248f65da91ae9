import type { Io } from "../../command.ts";
import { type Output, type Pages, wholeOf } from "../pages.ts";
import type { Value } from "../python.ts";
import type { Query } from "../query.ts";
import { writeJson } from "./json.ts";
import { writeTable } from "./table.ts";
import { writeText } from "./text.ts";
import { writeYaml } from "./yaml.ts";

export const FORMATS = ["json", "text", "table", "yaml", "yaml-stream"] as const;
export type Format = (typeof FORMATS)[number];

export type Showing = {
  format: Format;
  query: Query | undefined;
  color: "on" | "off" | "auto";
  io: Io;
  /** Of a table: the operation's name. */
  title: string;
};

/** Writes an answer in the format that was asked for. Text and a stream of YAML show each page as soon as it is there. */
export async function writeAnswer(answer: Output | Pages, showing: Showing): Promise<void> {
  const { format, query, io } = showing;
  if (format === "yaml-stream") return writeStream(answer, showing);
  if (format === "text" && isPages(answer)) return writePagesAsText(answer, query, io);
  const whole = isPages(answer) ? await wholeOf(answer) : answer;
  const value = query ? query(whole) : whole;
  if (format === "text") return writeText(value, io.out);
  io.out(rendered(value, showing));
}

/** One value in a format; nothing for an answer without members. */
function rendered(value: Value, { format, color, io, title }: Showing): string {
  if (isEmpty(value)) return "";
  if (format === "yaml") return writeYaml(value);
  if (format !== "table") return `${writeJson(value)}\n`;
  const colored = color === "on" || (color === "auto" && io.isTerminal);
  return writeTable(value, { title, columns: io.isTerminal ? io.columns : 80, color: colored });
}

async function writePagesAsText(pages: Pages, query: Query | undefined, io: Io): Promise<void> {
  let first = true;
  for await (const page of pages) {
    const lists = Object.fromEntries(pages.paginator.results.map((it) => [it, page[it] ?? null]));
    const shown = first ? { ...pages.besides(page), ...lists } : lists;
    writeText(query ? query(shown) : shown, io.out);
    first = false;
  }
  const resume = pages.resumeToken();
  if (resume !== undefined) {
    const token = { NextToken: { NextToken: resume } };
    writeText(query ? query(token) : token, io.out);
  }
}

async function writeStream(answer: Output | Pages, { query, io }: Showing): Promise<void> {
  const pages = isPages(answer) ? answer : [answer];
  for await (const page of pages) {
    const value = query ? query(page) : page;
    if (!isEmpty(value)) io.out(writeYaml([value]));
  }
}

const isPages = (answer: Output | Pages): answer is Pages => Symbol.asyncIterator in answer;
const isEmpty = (value: Value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
