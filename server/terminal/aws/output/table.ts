import { failed } from "../failure.ts";
import { isObject, text, typeName, type Value } from "../python.ts";
import { draw, type Section, widest } from "./table-lines.ts";

/*
 * `--output table` (AWS CLI User Guide, "Table output format"): a box for each object or list, as deep inside as it is nested.
 * A single object is written upright where a row of it would be wider than the screen.
 */

type Members = { [name: string]: Value };

/** `title` is the operation's name, `columns` the width of the screen. */
export function writeTable(
  value: Value,
  { title, columns, color }: { title: string; columns: number; color: boolean },
) {
  const sections = sectionsOf(value, title);
  if (sections.length === 0) return "";
  if (widest(sections) > columns) sections.forEach(turnUpright);
  return draw(sections, color);
}

const isMembers = (value: Value): value is Members => isObject(value);
const isScalar = (value: Value | undefined) => !Array.isArray(value) && !isObject(value);

function sectionsOf(whole: Value, title: string): Section[] {
  const sections: Section[] = [];

  const addRow = (row: Value[]) => {
    const section = sections.at(-1)!;
    const wanted = section.rows[0]?.length ?? (section.headers.length || row.length);
    if (row.length !== wanted) throw failed(`Row should have ${wanted} elements, instead it has ${row.length}`);
    section.rows.push(row.map(text));
  };
  const open = (name: string, indent: number) => sections.push({ title: name, indent, headers: [], rows: [] });

  const add = (name: string | undefined, value: Value, indent: number): void => {
    if (isNothing(value)) return;
    if (name !== undefined) open(name, indent);
    if (Array.isArray(value)) {
      if (isMembers(value[0]!)) addObjects(name, value, indent);
      else for (const it of value) addItem(it);
    } else if (isMembers(value)) {
      const { headers, nested } = namesOf([value]);
      if (headers.length === 1) addRow([headers[0]!, value[headers[0]!]!]);
      else if (headers.length > 1) {
        sections.at(-1)!.headers = headers;
        addRow(headers.map((it) => value[it]!));
      }
      for (const it of nested) add(it, value[it]!, indent + 1);
    }
  };
  const addItem = (item: Value) => {
    if (isScalar(item)) addRow([item]);
    else if (Array.isArray(item) && item.every(isScalar)) addRow(item);
    else if (isMembers(item))
      addRow(Object.keys(item)); // so the CLI does: behind a text or a number an object is its names
    else add(undefined, item, 0);
  };
  const addObjects = (name: string | undefined, list: Value[], indent: number) => {
    const { headers, nested } = namesOf(list);
    sections.at(-1)!.headers = headers;
    list.forEach((it, i) => {
      const members = it as Members;
      if (i > 0 && nested.length > 0) {
        open(name ?? "", indent);
        sections.at(-1)!.headers = headers;
      }
      addRow(headers.map((header) => members[header] ?? (header in members ? null : "")));
      for (const inner of nested) if (inner in members) add(inner, members[inner]!, indent + 1);
    });
  };

  add(title, whole, 0);
  return sections;
}

/** What Python takes for false is no table. */
function isNothing(value: Value): boolean {
  if (value === null || value === false || value === "" || value === 0) return true;
  return Array.isArray(value) ? value.length === 0 : isMembers(value) && Object.keys(value).length === 0;
}

/** Names of scalars, which make a row, and of what is nested; both in alphabetical order. */
function namesOf(list: Value[]): { headers: string[]; nested: string[] } {
  const headers = new Set<string>();
  const nested = new Set<string>();
  for (const members of list) {
    if (!isMembers(members)) throw failed(`'${typeName(members)}' object is not iterable`);
    for (const [name, value] of Object.entries(members)) (isScalar(value) ? headers : nested).add(name);
  }
  return { headers: [...headers].sort(byCode), nested: [...nested].sort(byCode) };
}

const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function turnUpright(section: Section): void {
  if (section.rows.length !== 1 || section.headers.length === 0) return;
  section.rows = section.headers.map((header, i) => [header, section.rows[0]![i]!]);
  section.headers = [];
}
