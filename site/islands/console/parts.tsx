import type { ComponentChildren } from "preact";
import type { Problem } from "../../../server/contract/index.ts";

/** The heading of a screen; takes the focus when the screen appears. */
export function ScreenTitle({ children }: { children: ComponentChildren }) {
  return (
    <h2 class="console-title" tabIndex={-1} data-screen-title>
      {children}
    </h2>
  );
}

/** Name and value pairs; `short` ones, counts and states, stand closer. */
export function Facts({ facts, short = false }: { facts: [string, ComponentChildren][]; short?: boolean }) {
  return (
    <dl class={short ? "console-facts short" : "console-facts"}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

type TableProps<Row> = {
  caption: string;
  columns: { label: string; cell: (row: Row) => ComponentChildren; number?: boolean }[];
  rows: Row[];
  rowKey: (row: Row) => string;
  empty: string;
};

/** From so many columns on a table becomes a list of cards where there is no room for it. */
const WIDE_TABLE = 3;

/** A table that scrolls inside itself where it does not fit. */
export function Table<Row>({ caption, columns, rows, rowKey, empty }: TableProps<Row>) {
  if (rows.length === 0) return <p class="console-empty">{empty}</p>;
  const tableClass = columns.length < WIDE_TABLE ? "console-table" : "console-table cards";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class={tableClass} aria-label={caption} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" class={column.number ? "number" : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => (
                <td key={column.label} class={column.number ? "number" : undefined} data-label={column.label}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A refusal or fault, with what to do next. */
export function Trouble({ problem }: { problem: Problem }) {
  return (
    <div class="console-trouble" role="alert">
      <strong>{problem.title}</strong>
      <p>{problem.detail}</p>
      <p>{problem.next}</p>
    </div>
  );
}

/** What stands where data is still on its way, or could not be read. */
export function Waiting({ problem }: { problem: Problem | undefined }) {
  return problem ? <Trouble problem={problem} /> : <p class="console-empty waiting">Asking the account…</p>;
}
