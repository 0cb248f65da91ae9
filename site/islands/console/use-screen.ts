import { useRef } from "preact/hooks";
import type { Problem } from "../../../server/contract/index.ts";
import type { Topic } from "../../client/live.ts";
import { useView } from "../../client/use-view.ts";

/**
 * A screen's answer for one of its tabs. `head` is the last answer of any tab of the same screen, so that what stands above the tabs
 * stays where it is while another tab is read. What the account does not have any more is not shown any more.
 */
export function useScreen<T>(
  path: string,
  query: string,
  topics: readonly Topic[],
): { data: T | undefined; head: T | undefined; problem: Problem | undefined } {
  const { data, problem } = useView<T>(`${path}${query}`, ["account", ...topics]);
  const last = useRef<{ path: string; data: T }>();
  if (problem?.status === 404) return { data: undefined, head: undefined, problem };
  if (data) last.current = { path, data };
  return { data, head: last.current?.path === path ? last.current.data : undefined, problem };
}
