/**
 * A colour token (`"--quantity-cpu"`) or a colour's name (`"Canvas"`) as a plain colour for canvases, in the theme that is on now.
 * Ask again after the `themechange` event that the theme switch sends to `document`.
 */
export function tokenColor(token: string): string {
  const probe = document.createElement("span");
  // A palette forced by the system would make all colours one, and what is drawn unreadable.
  probe.style.cssText = `display:none;forced-color-adjust:none;color:${token.startsWith("--") ? `var(${token})` : token}`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
