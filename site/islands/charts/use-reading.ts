import { useState } from "preact/hooks";

/** Datapoints that Page Up and Page Down pass over. */
const PAGE = 10;

/** What a chart's element needs to be read point by point, for `<div {...attributes}>`. */
export type ReadingAttributes = Record<string, unknown>;

/**
 * A keyboard's way over the datapoints of a chart: the arrow keys go from one to the next, Home and End to the first and last, and each
 * is read out with its value and time, as a slider is. `at` are the instants shown; `read` says one of them.
 */
export function useReading(
  name: string,
  at: number[],
  read: (at: number) => string,
): { chosen: number | undefined; forget: () => void; attributes: ReadingAttributes } {
  const [wanted, choose] = useState<number>();
  const last = at.length - 1;
  // What has left the chart on its left side is read no more; the first that is shown is.
  const after = wanted === undefined ? -1 : at.findIndex((it) => it >= wanted);
  const index = wanted === undefined ? undefined : after < 0 ? last : after;
  const chosen = index === undefined ? undefined : at[index];
  const forget = () => choose(undefined);
  if (last < 0) return { chosen: undefined, forget, attributes: { role: "img", "aria-label": name } };

  const byKey = (event: KeyboardEvent) => {
    const from = index ?? last;
    const to = {
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      PageDown: from - PAGE,
      PageUp: from + PAGE,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(at[Math.min(Math.max(to, 0), last)]);
  };
  return {
    chosen,
    forget,
    attributes: {
      role: "slider",
      tabIndex: 0,
      "aria-label": name,
      "aria-orientation": "horizontal",
      "aria-valuemin": 1,
      "aria-valuemax": at.length,
      "aria-valuenow": (index ?? last) + 1,
      "aria-valuetext": read(chosen ?? at[last]!),
      onKeyDown: byKey,
      onFocus: ({ currentTarget }: FocusEvent) =>
        (currentTarget as Element).matches(":focus-visible") && choose(chosen ?? at[last]),
      onBlur: forget,
    },
  };
}
