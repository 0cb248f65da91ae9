import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Topic } from "./live.ts";
import { useUpdatesHeld } from "./updates.ts";
import { type ViewState, viewOf } from "./views.ts";

/** False around a panel whose tab is not shown: its views keep their data and rest. */
export const PanelVisible = createContext(true);

/** True around the panels, whose updates can be held (`updates.ts`). The header's account and clock stay true. */
export const PanelCanBeHeld = createContext(false);

/**
 * What `path` answers, read again whenever one of `topics` changed while this panel is visible, `active` and not held.
 * Keeps the last data while it reads and while the server is away; `refresh` reads at once.
 */
export function useView<T>(
  path: string,
  topics: readonly Topic[],
  options: { active?: boolean } = {},
): ViewState<T> & { refresh: () => Promise<void> } {
  const [, draw] = useState(0);
  const active = useContext(PanelVisible) && (options.active ?? true);
  const [updatesHeld] = useUpdatesHeld();
  const held = useContext(PanelCanBeHeld) && updatesHeld;
  const watcher = useRef({ active, held, changed: () => draw((n) => n + 1) });
  const view = viewOf<T>(path);

  useEffect(() => view.watch(watcher.current, topics), [path]);
  useEffect(() => {
    watcher.current.active = active;
    watcher.current.held = held;
    if (active) view.follow();
  }, [active, held, path]);

  return { ...view.state, refresh: () => view.refresh() };
}
