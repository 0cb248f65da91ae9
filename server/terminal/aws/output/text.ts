import { failed } from "../failure.ts";
import { isObject, text, typeName, type Value } from "../python.ts";

/*
 * `--output text` (AWS CLI User Guide, "Text output format"): a line an object, tabs between its scalar values in alphabetical
 * order of their names, the name of the list in front; lists of texts on one line unless they have a name.
 */

/** Gives `print` the lines, also those before something that has no such form. */
export function writeText(value: Value, print: (text: string) => void): void {
  const lines: string[] = [];
  try {
    write(value, undefined, undefined, lines);
  } finally {
    print(lines.map((it) => `${it}\n`).join(""));
  }
}

type Members = { [name: string]: Value };
const isMembers = (value: Value): value is Members => isObject(value);
const isScalar = (value: Value) => !Array.isArray(value) && !isMembers(value);

function write(value: Value, name: string | undefined, columns: string[] | undefined, lines: string[]): void {
  if (Array.isArray(value)) writeList(value, name, lines);
  else if (isMembers(value)) writeObject(value, name, columns, lines);
  else lines.push(text(value));
}

function writeList(list: Value[], name: string | undefined, lines: string[]): void {
  if (list.length === 0) return;
  if (list.some(isMembers)) {
    const columns = columnsOf(list);
    for (const it of list) write(it, name, columns, lines);
  } else if (list.some(Array.isArray)) {
    const scalars = list.filter(isScalar);
    if (scalars.length > 0) writeScalars(scalars, name, lines);
    for (const it of list) if (!isScalar(it)) write(it, name, undefined, lines);
  } else writeScalars(list, name, lines);
}

function writeScalars(list: Value[], name: string | undefined, lines: string[]): void {
  if (name === undefined) lines.push(list.map(text).join("\t"));
  else for (const it of list) lines.push(`${name.toUpperCase()}\t${text(it)}`);
}

function writeObject(members: Members, name: string | undefined, columns: string[] | undefined, lines: string[]): void {
  const names = Object.keys(members).sort(byCode);
  const scalars = columns
    ? columns.map((it) => (it in members ? text(members[it]!) : ""))
    : names.filter((it) => isScalar(members[it]!)).map((it) => text(members[it]!));
  if (scalars.length > 0) lines.push((name === undefined ? scalars : [name.toUpperCase(), ...scalars]).join("\t"));
  for (const it of names) {
    const nested = columns ? !columns.includes(it) : !isScalar(members[it]!);
    if (nested) write(members[it]!, it, undefined, lines);
  }
}

/** Names under which any of the objects holds a scalar. */
function columnsOf(list: Value[]): string[] {
  const names = list.flatMap((it) => {
    if (!isMembers(it)) throw failed(`'${typeName(it)}' object has no attribute 'items'`);
    return Object.keys(it).filter((name) => isScalar(it[name]!));
  });
  return [...new Set(names)].sort(byCode);
}

const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
