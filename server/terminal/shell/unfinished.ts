import { parse } from "just-bash";

/** Whether a line has to go on before it can be run: an open quote, bracket, block or here-document, a final `\`, `|`, `&&` or `||`. */
export function isUnfinished(script: string): boolean {
  if (endsInBackslash(script)) return true;
  try {
    const ast = parse(script);
    return JSON.stringify(ast).includes('"terminated":false') || endsInOperator(script);
  } catch (error) {
    const { token, message } = error as { token?: { type: string }; message: string };
    return token?.type === "EOF" || /unexpected EOF|looking for matching/.test(message);
  }
}

const endsInBackslash = (script: string) => (/\\*$/.exec(script)?.[0].length ?? 0) % 2 === 1;

/** The parser takes a pipeline that ends in an operator. */
const endsInOperator = (script: string) => /(^|[^\\])(\||&&)\s*$/.test(script.split("\n").at(-1) ?? "");
