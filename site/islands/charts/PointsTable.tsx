import { useState } from "preact/hooks";
import { formatAccountTime, formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";

type Props = {
  /** What is opened, where it is not the only table. */
  title?: string;
  caption: string;
  /** Account time of each row, oldest first. */
  at: number[];
  /** A value per row; undefined where there is none. */
  columns: { label: string; values: (number | undefined)[] }[];
};

/** What charts draw, in numbers, newest first; made when it is opened. */
export function PointsTable(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details class="points-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{props.title ?? say("The same as a table")}</summary>
      {open && <Table {...props} />}
    </details>
  );
}

function Table({ caption, at, columns }: Omit<Props, "title">) {
  const cell = (value: number | undefined) => (value === undefined ? "–" : formatNumber(value));
  return (
    <table>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say("Time")}</th>
          {columns.map(({ label }) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {at
          .map((it, i) => (
            <tr key={it}>
              <th scope="row">{formatAccountTime(it)}</th>
              {columns.map(({ label, values }) => (
                <td key={label}>{cell(values[i])}</td>
              ))}
            </tr>
          ))
          .reverse()}
      </tbody>
    </table>
  );
}
