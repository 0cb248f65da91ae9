/** Where a system's forced palette has a colour for what a token means; everything else is the palette's ink. */
const FORCED: Record<string, string> = {
  "--paper": "Canvas",
  "--paper-raised": "Canvas",
  "--paper-sunken": "Canvas",
  "--rule": "GrayText",
  "--accent": "Highlight",
};

/**
 * A colour token (`"--quantity-cpu"`) or a colour's name (`"Canvas"`) as a plain colour for canvases, in the theme that is on now. In a
 * palette forced by the system, a colour of that palette: its paper lies under the canvas.
 * Ask again after the `themechange` event that the theme switch sends to `document`.
 */
export function tokenColor(token: string): string {
  const forced = token.startsWith("--") && matchMedia("(forced-colors: active)").matches;
  const name = forced ? (FORCED[token] ?? "CanvasText") : token;
  const probe = document.createElement("span");
  probe.style.cssText = `display:none;forced-color-adjust:none;color:${name.startsWith("--") ? `var(${name})` : name}`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
