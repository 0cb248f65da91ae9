import type { Io } from "../../command.ts";
import type { Format } from "../globals.ts";
import { type Output, type Pages, wholeOf } from "../pages.ts";
import type { Value } from "../python.ts";
import type { Query } from "../query.ts";
import { writeJson } from "./json.ts";
import { writeText } from "./text.ts";

/** Writes an answer in the format that was asked for. A page of text is written as soon as it is there. */
export async function writeAnswer(
  answer: Output | Pages,
  { format, query, io }: { format: Format; query: Query | undefined; io: Io; title: string },
): Promise<void> {
  if (format === "text" && isPages(answer)) return writePagesAsText(answer, query, io);
  const whole = isPages(answer) ? await wholeOf(answer) : answer;
  const value = query ? query(whole) : whole;
  if (isEmpty(value)) return;
  io.out(format === "text" ? writeText(value) : `${writeJson(value)}\n`);
}

async function writePagesAsText(pages: Pages, query: Query | undefined, io: Io): Promise<void> {
  let first = true;
  for await (const page of pages) {
    // After the first page only the lists go on.
    const shown = first ? page : Object.fromEntries(pages.paginator.results.map((it) => [it, page[it] ?? null]));
    io.out(writeText(query ? query(page) : shown));
    first = false;
  }
  const resume = pages.resumeToken();
  if (resume !== undefined) {
    const token = { NextToken: { NextToken: resume } };
    io.out(writeText(query ? query(token) : token));
  }
}

const isPages = (answer: Output | Pages): answer is Pages => Symbol.asyncIterator in answer;
const isEmpty = (value: Value) =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
