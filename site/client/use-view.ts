import { createContext } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Topic } from "./live.ts";
import { type ViewState, viewOf } from "./views.ts";

/** False around a panel whose tab is not shown: its views keep their data and rest. */
export const PanelVisible = createContext(true);

/**
 * What `path` answers, read again whenever one of `topics` changed while this panel is visible and `active`.
 * Keeps the last data while it reads and while the server is away; `refresh` reads at once.
 */
export function useView<T>(
  path: string,
  topics: readonly Topic[],
  options: { active?: boolean } = {},
): ViewState<T> & { refresh: () => Promise<void> } {
  const [, draw] = useState(0);
  const active = useContext(PanelVisible) && (options.active ?? true);
  const watcher = useRef({ active, changed: () => draw((n) => n + 1) });
  const view = viewOf<T>(path);

  useEffect(() => view.watch(watcher.current, topics), [path]);
  useEffect(() => {
    watcher.current.active = active;
    if (active) view.refreshIfStale();
  }, [active, path]);

  return { ...view.state, refresh: () => view.refresh() };
}
