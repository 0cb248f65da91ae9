import { Float, floatText, isObject, type Value } from "../python.ts";
import { writeJson } from "./json.ts";

/*
 * `--output yaml` (YAML 1.2, block style, names in alphabetical order), laid out as the CLI's library does it: lines end at the
 * first space behind column 80, a text is quoted where it would not be read back as that text.
 */

/** A document. A text or number alone is written as in JSON. */
export function writeYaml(value: Value): string {
  if (isEmptyList(value) || (!Array.isArray(value) && !isObject(value))) return `${writeJson(value)}\n`;
  return new Emitter().document(value);
}

const isEmptyList = (value: Value) => Array.isArray(value) && value.length === 0;
const WIDTH = 80;
type Members = { [name: string]: Value };

class Emitter {
  private text = "";
  private column = 0;

  document(value: Value): string {
    this.node(value, 0, false);
    this.text += this.column > 0 ? "\n" : "";
    return this.text;
  }

  /** `indent`: where this node's lines begin. `inline`: its first line goes on behind a dash. */
  private node(value: Value, indent: number, inline: boolean): void {
    if (Array.isArray(value) && value.length > 0) {
      value.forEach((it, i) => {
        if (i > 0 || !inline) this.line(indent);
        this.write("-");
        this.value(it, indent, true);
      });
    } else {
      const members = value as Members;
      Object.keys(members)
        .sort(byCode)
        .forEach((name, i) => {
          if (i > 0 || !inline) this.line(indent);
          this.scalar(name, indent, false);
          this.write(":");
          this.value(members[name]!, indent, false);
        });
    }
  }

  /** What stands behind a dash or a colon. */
  private value(value: Value, indent: number, inList: boolean): void {
    if (Array.isArray(value) ? value.length > 0 : isObject(value) && Object.keys(value).length > 0) {
      if (inList) {
        this.write(" ");
        this.node(value, indent + 2, true);
      } else this.node(value, Array.isArray(value) ? indent : indent + 2, false);
      return;
    }
    this.write(" ");
    if (Array.isArray(value)) this.write("[]");
    else if (isObject(value)) this.write("{}");
    else if (typeof value === "string") this.scalar(value, indent + 2, true);
    else if (value instanceof Float) this.write(floatYaml(value.value));
    else this.write(value === null ? "null" : `${value}`);
  }

  private scalar(value: string, indent: number, split: boolean): void {
    if (isPlain(value)) this.plain(value, indent, split);
    else if (isSingle(value)) this.single(value, indent, split);
    else this.double(value, indent, split);
  }

  private plain(value: string, indent: number, split: boolean): void {
    for (const piece of value.match(/ +|[^ ]+/g) ?? []) {
      if (piece === " " && this.column > WIDTH && split) this.line(indent);
      else this.write(piece);
    }
  }

  private single(value: string, indent: number, split: boolean): void {
    this.write("'");
    let at = 0;
    for (const piece of value.match(/ +|\n+|[^ \n]+/g) ?? []) {
      const inside = at > 0 && at + piece.length < value.length;
      if (piece === " " && this.column > WIDTH && split && inside) this.line(indent);
      else if (piece.startsWith("\n")) {
        this.text += "\n".repeat(piece.length + 1);
        this.column = 0;
        this.line(indent);
      } else this.write(piece.replaceAll("'", "''"));
      at += piece.length;
    }
    this.write("'");
  }

  private double(value: string, indent: number, split: boolean): void {
    this.write('"');
    const characters = [...value];
    let pending = "";
    characters.forEach((it, i) => {
      const plain = isReadable(it) && it !== '"' && it !== "\\";
      if (!plain) {
        this.write(pending + escaped(it));
        pending = "";
      }
      const mayEnd = i > 0 && i < characters.length - 1 && (it === " " || pending === "");
      if (mayEnd && this.column + pending.length > WIDTH && split) {
        const word = /^[^ '"]* /.test(value.slice([...characters.slice(0, i)].join("").length));
        this.write(word ? pending : `${pending}\\`);
        pending = "";
        this.line(indent);
        if (it === " ") {
          if (word) return;
          this.write("\\");
        }
      }
      if (plain) pending += it;
    });
    this.write(`${pending}"`);
  }

  private write(text: string): void {
    this.text += text;
    this.column += text.length;
  }

  private line(indent: number): void {
    if (this.column > 0) this.text += "\n";
    this.text += " ".repeat(indent);
    this.column = indent;
  }
}

const byCode = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const isReadable = (it: string) =>
  /^[\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd]$/u.test(it) && !/[\u2028\u2029\ufeff]/.test(it);

/** Texts that YAML 1.2 would read as something else: booleans, numbers, null, dates. */
const OTHER_KINDS = [
  /^(true|True|TRUE|false|False|FALSE)$/,
  /^(~|null|Null|NULL)$/,
  /^[-+]?([0-9][0-9_]*)\.[0-9_]*([eE][-+]?[0-9]+)?$/,
  /^[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+$/,
  /^[-+]?\.[0-9_]+([eE][-+][0-9]+)?$/,
  /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/,
  /^[-+]?(0b[01_]+|0o?[0-7_]+|[0-9_]+|0x[0-9a-fA-F_]+)$/,
  /^\d{4}-\d\d-\d\d$/,
  /^\d{4}-\d\d?-\d\d?([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?$/,
  /^(<<|=)$/,
];

function isPlain(value: string): boolean {
  if (value === "" || /^[\s#,[\]{}&*!|>'"%@`]|^[-?:](\s|$)|^(---|\.\.\.)/.test(value)) return false;
  if (/\s$|:(\s|$)|\s#|\n/.test(value) || ![...value].every(isReadable)) return false;
  return !OTHER_KINDS.some((it) => it.test(value));
}

const isSingle = (value: string) => [...value].every((it) => it === "\n" || isReadable(it)) && !/ \n/.test(value);

function escaped(it: string): string {
  const short: Record<string, string> = {
    '"': '\\"',
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\0": "\\0",
    "\u0007": "\\a",
    "\b": "\\b",
    "\u000b": "\\v",
    "\f": "\\f",
    "\u001b": "\\e",
    "\u0085": "\\N",
    "\u2028": "\\L",
    "\u2029": "\\P",
  };
  const known = short[it];
  if (known) return known;
  const code = it.codePointAt(0)!;
  return code <= 0xff ? `\\x${hex(code, 2)}` : code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

const hex = (code: number, digits: number) => code.toString(16).toUpperCase().padStart(digits, "0");

function floatYaml(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? ".nan" : value < 0 ? "-.inf" : ".inf";
}
