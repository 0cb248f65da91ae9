/**
 * A colour token (`"--quantity-cpu"`) as a plain colour for canvases, in the theme that is on now.
 * Ask again after the `themechange` event that the theme switch sends to `document`.
 */
export function tokenColor(token: string): string {
  const probe = document.createElement("span");
  probe.style.cssText = `display:none;color:var(${token})`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
