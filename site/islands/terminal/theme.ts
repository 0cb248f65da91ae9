import type { ITheme } from "@xterm/xterm";
import { tokenColor } from "../../client/token-color.ts";

const matches = (query: string) => matchMedia(query).matches;

export const motionIsReduced = (): boolean => matches("(prefers-reduced-motion: reduce)");
export const wantsContrast = (): boolean => matches("(prefers-contrast: more)");

/** The screen in the colours of the page as they are now; in a forced palette, in the palette's. */
export function themeNow(): ITheme {
  return matches("(forced-colors: active)") ? forced() : ofTokens();
}

/** Calls `changed` when the page's colours, contrast or motion change. Answers how to stop. */
export function onTheme(changed: () => void): () => void {
  const queries = ["(prefers-contrast: more)", "(forced-colors: active)", "(prefers-reduced-motion: reduce)"].map(
    (it) => matchMedia(it),
  );
  document.addEventListener("themechange", changed);
  for (const query of queries) query.addEventListener("change", changed);
  return () => {
    document.removeEventListener("themechange", changed);
    for (const query of queries) query.removeEventListener("change", changed);
  };
}

function ofTokens(): ITheme {
  const ink = tokenColor("--ink");
  const soft = tokenColor("--ink-soft");
  const accent = tokenColor("--accent");
  const red = tokenColor("--trouble");
  const green = tokenColor("--quantity-running");
  const yellow = tokenColor("--attention");
  const blue = tokenColor("--quantity-rps");
  const magenta = tokenColor("--quantity-users");
  return {
    background: tokenColor("--paper-sunken"),
    foreground: ink,
    cursor: accent,
    cursorAccent: tokenColor("--paper-sunken"),
    selectionBackground: withAlpha(accent, 0.28),
    ...{ black: ink, brightBlack: soft, white: soft, brightWhite: ink },
    ...{ red, green, yellow, blue, magenta, cyan: accent },
    brightRed: red,
    brightGreen: green,
    brightYellow: yellow,
    brightBlue: blue,
    brightMagenta: magenta,
    brightCyan: accent,
  };
}

function forced(): ITheme {
  const ink = tokenColor("CanvasText");
  const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];
  const bright = names.map((it) => `bright${it[0]!.toUpperCase()}${it.slice(1)}`);
  return {
    ...Object.fromEntries([...names, ...bright].map((name) => [name, ink])),
    background: tokenColor("Canvas"),
    foreground: ink,
    cursor: ink,
    cursorAccent: tokenColor("Canvas"),
    selectionBackground: tokenColor("Highlight"),
    selectionForeground: tokenColor("HighlightText"),
  };
}

/** `rgb(r, g, b)` with an alpha. */
const withAlpha = (color: string, alpha: number): string => color.replace(/^rgb\((.*)\)$/, `rgba($1, ${alpha})`);
