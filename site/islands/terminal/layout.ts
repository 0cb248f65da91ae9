/** A place on the screen, counted from the row in which the input begins. */
export type Place = { row: number; column: number };

/** Width of one code point in cells, as the screen has it. */
export type WidthOf = (codePoint: number) => number;

/** What is typed as it is shown: control characters as `^X`, a tab as blanks, a line feed as one. */
export const shown = (text: string): string =>
  text
    .replace(/\t/g, "    ")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is made visible
    .replace(/[\x00-\x09\x0b-\x1f\x7f]/g, (it) => `^${String.fromCharCode(it.charCodeAt(0) ^ 0x40)}`);

/** Where the screen's cursor is after `text`, written from `column` on; `column` equals `columns` where the next character would wrap. */
export function placeAfter(text: string, column: number, columns: number, widthOf: WidthOf): Place {
  let row = 0;
  let at = column;
  for (const character of text) {
    if (character === "\n") {
      row++;
      at = 0;
      continue;
    }
    const width = widthOf(character.codePointAt(0)!);
    if (at + width > columns) {
      row++;
      at = 0;
    }
    at += width;
  }
  return { row, column: at };
}

/** The same where the cursor is drawn: at the beginning of the next row, not behind the last column. */
export const cursorPlace = ({ row, column }: Place, columns: number): Place =>
  column >= columns ? { row: row + 1, column: 0 } : { row, column };
