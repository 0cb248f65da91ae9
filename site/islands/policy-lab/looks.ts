import { LETTERS } from "./settings.ts";

/** Lengths of line and gap in CSS pixels: the first variant is drawn through, each other has a pattern of its own. */
const DASHES = [undefined, [9, 4], [2, 3], [10, 3, 2, 3]];

/** How a variant is drawn in every chart, and beside its name. */
export const dashOf = (index: number): { token: string; dash: number[] | undefined } => ({
  token: `--variant-${LETTERS[index]!.toLowerCase()}`,
  dash: DASHES[index],
});
