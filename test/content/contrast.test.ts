import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const css = readFileSync(path.join(import.meta.dirname, "../../site/styles/tokens.css"), "utf8");
const [usual, contrast] = css.split("@media (prefers-contrast: more)").map(colours) as [Colours, Colours];

type Colours = Map<string, { light: string; dark: string }>;

/** The colour tokens of a piece of CSS. */
function colours(text: string): Colours {
  const found = text.matchAll(/(--[\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g);
  return new Map([...found].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]));
}

/** WCAG's relative luminance of `#rrggbb` (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function ratio(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (lighter! + 0.05) / (darker! + 0.05);
}

const PAPERS = ["--paper", "--paper-raised", "--paper-sunken"];
const TEXTS = ["--ink", "--ink-soft", "--ink-faint", "--accent", "--accent-strong", "--attention", "--trouble"];
/** Lines of charts; what they are is written at their end in the same colour. */
const QUANTITIES = [...usual.keys()].filter((name) => name.startsWith("--quantity-"));
/** Text on a wash of its own. */
const WASHES = [
  ["--accent-strong", "--accent-wash"],
  ["--attention", "--attention-wash"],
  ["--trouble", "--trouble-wash"],
  ["--ink", "--attention-wash"],
  ["--ink", "--trouble-wash"],
  ["--on-accent", "--accent"],
  ["--on-accent", "--accent-strong"],
] as const;

/** Pairs of tokens below a contrast, in one theme. */
function below(tokens: Colours, least: number, pairs: (readonly [string, string])[]): string[] {
  return pairs.flatMap(([over, under]) =>
    (["light", "dark"] as const).flatMap((theme) => {
      const found = ratio(tokens.get(over)![theme], tokens.get(under)![theme]);
      return found < least ? [`${over} on ${under}, ${theme}: ${found.toFixed(2)}`] : [];
    }),
  );
}
const onPapers = (names: string[]) => names.flatMap((name) => PAPERS.map((paper) => [name, paper] as const));

test("text has 4.5:1 against every paper and wash, in both themes", () => {
  expect(below(usual, 4.5, [...onPapers(TEXTS), ...WASHES])).toEqual([]);
});

test("a chart's line and its label have 4.5:1, the edges of controls 3:1", () => {
  expect(QUANTITIES.length).toBeGreaterThan(5);
  expect(below(usual, 4.5, onPapers(QUANTITIES))).toEqual([]);
  expect(below(usual, 3, onPapers(["--rule-strong"]))).toEqual([]);
});

test("who asks for more contrast gets 7:1 for text and 4.5:1 for lines", () => {
  const tokens = new Map([...usual, ...contrast]);

  expect(below(tokens, 7, [...onPapers(TEXTS), ...WASHES])).toEqual([]);
  expect(below(tokens, 4.5, onPapers([...QUANTITIES, "--rule-strong", "--rule"]))).toEqual([]);
});
