import { readState, writeState } from "./session-state.ts";

export type PanelName = "console" | "terminal" | "load" | "charts" | "timeline";

/** How the workspace beside the text is arranged: which panel each pane shows. `lower` is null while it is not split. */
export type Arrangement = { upper: PanelName; lower: PanelName | null };

export const ARRANGEMENT_KEY = "workspace.panes";
export const INITIAL_ARRANGEMENT: Arrangement = { upper: "console", lower: null };

/** The width from which the workspace stands beside the text (layouts/ChapterLayout.astro). */
export const WIDE = "(min-width: 72rem)";

/**
 * Brings a panel into view: beside the text where there is room, else under the step of `from`, or else the nearest one. Answers the
 * place under the step.
 */
export function showPanel(panel: PanelName, from?: Element): Element | undefined {
  if (matchMedia(WIDE).matches) {
    const panes = readState(ARRANGEMENT_KEY, INITIAL_ARRANGEMENT);
    if (panes.upper !== panel && panes.lower !== panel) writeState(ARRANGEMENT_KEY, { ...panes, upper: panel });
    return undefined;
  }
  const places = `[data-step-panel="${panel}"]`;
  const distance = (element: Element) => Math.abs(element.getBoundingClientRect().top);
  const place =
    from?.closest("[data-step]")?.querySelector(places) ??
    [...document.querySelectorAll(places)].sort((a, b) => distance(a) - distance(b))[0];
  place?.querySelector<HTMLButtonElement>('button[aria-expanded="false"]')?.click();
  place?.scrollIntoView({ block: "start" });
  return place;
}
