import type { Member, Shape } from "./shapes.ts";

/** Writes a typed output as JSON text: members in alphabetical order and timestamps as epoch seconds, as AWS does. */
type Writer = (value: unknown) => string;

const writers = new WeakMap<Shape, Writer>();

/** The JSON writer of a shape, made once. Twice as fast as building a second object for JSON.stringify. */
export function jsonWriterOf(shape: Shape): Writer {
  let writer = writers.get(shape);
  if (!writer) {
    writer = makeWriter(shape);
    writers.set(shape, writer);
  }
  return writer;
}

function makeWriter(shape: Shape): Writer {
  switch (shape.kind) {
    case "structure":
      return membersWriter(shape.members);
    case "list": {
      const member = jsonWriterOf(shape.member);
      return (value) => {
        const list = value as unknown[];
        let text = "";
        for (const it of list) text += (text && ",") + (it === null || it === undefined ? "null" : member(it));
        return `[${text}]`;
      };
    }
    case "map": {
      const member = jsonWriterOf(shape.value);
      return (value) => {
        let text = "";
        for (const [key, it] of Object.entries(value as object)) {
          if (it !== null && it !== undefined) text += `${text && ","}${JSON.stringify(key)}:${member(it)}`;
        }
        return `{${text}}`;
      };
    }
    case "number":
      return shape.type === "Double" ? double : whole;
    case "timestamp":
      return (value) => `${epochSeconds(value as Date)}`;
    case "blob":
      return (value) => JSON.stringify(Buffer.from(value as Uint8Array).toString("base64"));
    default:
      return (value) => JSON.stringify(value);
  }
}

const whole = (value: unknown) => `${value}`;

/** AWS writes doubles as Java does, with a decimal: `40.0` (radkawar/stackd testdata/aws/applicationautoscaling, raw bodies). NaN and infinities are texts. */
function double(value: unknown): string {
  const text = `${value}`;
  if (!Number.isFinite(value)) return `"${text}"`;
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function membersWriter(declared: Member[]): Writer {
  let members: { name: string; key: string; write: Writer }[] | undefined; // written at first use: a structure may contain itself
  return (value) => {
    members ??= declared
      .map(({ name, shape }) => ({ name, key: `${JSON.stringify(name)}:`, write: jsonWriterOf(shape) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    let text = "";
    for (const { name, key, write } of members) {
      const member = (value as Record<string, unknown>)[name];
      if (member !== null && member !== undefined) text += (text && ",") + key + write(member);
    }
    return `{${text}}`;
  };
}

/** Seconds with milliseconds as a fraction. An invalid date is a mistake of ours and must not pass as `NaN`. */
export function epochSeconds(date: Date): number {
  const ms = date.getTime();
  if (Number.isNaN(ms)) throw new TypeError("an output holds an invalid date");
  return ms / 1000;
}
