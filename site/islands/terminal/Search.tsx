import { type ISearchDecorationOptions, SearchAddon } from "@xterm/addon-search";
import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../client/say.ts";
import { tokenColor } from "../../client/token-color.ts";
import { Icon } from "./Icon.tsx";
import type { Screen } from "./screen.ts";
import type { Session } from "./session.ts";

/** Finds text in what a terminal has written. Enter goes up to the one before, Shift-Enter down. */
export function Search({ session, onClose }: { session: Session; onClose: () => void }) {
  const [wanted, setWanted] = useState("");
  const [found, setFound] = useState<{ resultIndex: number; resultCount: number }>();
  const field = useRef<HTMLInputElement>(null);
  const { screen } = session;
  const finder = finderOf(screen);

  useEffect(() => {
    field.current?.focus();
    const listening = finder.onDidChangeResults(setFound);
    return () => {
      listening.dispose();
      finder.clearDecorations();
    };
  }, [screen]);

  const go = (direction: "findNext" | "findPrevious", text = wanted, incremental = false) => {
    if (text === "") finder.clearDecorations();
    else finder[direction](text, { incremental, decorations: marks() });
  };
  const close = () => {
    onClose();
    screen.focus();
  };
  const byKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter") go(event.shiftKey ? "findNext" : "findPrevious");
    else return;
    event.preventDefault();
  };

  return (
    <search class="terminal-search">
      <input
        ref={field}
        type="text"
        aria-label={say("Find in the output")}
        value={wanted}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          setWanted(event.currentTarget.value);
          go("findPrevious", event.currentTarget.value, true);
        }}
        onKeyDown={byKey}
      />
      <span class="terminal-found" role="status">
        {wanted === "" || !found
          ? ""
          : found.resultCount === 0
            ? say("Not found")
            : say("{n} of {count}", { n: found.resultIndex + 1, count: found.resultCount })}
      </span>
      <Icon name="up" label={say("The one before")} onClick={() => go("findPrevious")} />
      <Icon name="down" label={say("The next one")} onClick={() => go("findNext")} />
      <Icon name="close" label={say("Stop finding")} onClick={close} />
    </search>
  );
}

const finders = new WeakMap<Screen, SearchAddon>();

function finderOf(screen: Screen): SearchAddon {
  const known = finders.get(screen);
  if (known) return known;
  const finder = new SearchAddon();
  screen.term.loadAddon(finder);
  finders.set(screen, finder);
  return finder;
}

/** How what was found is marked, in the colours of the page. */
function marks(): ISearchDecorationOptions {
  const [all, one] = [hex(tokenColor("--attention-wash")), hex(tokenColor("--accent-wash"))];
  return {
    matchBackground: all,
    activeMatchBackground: one,
    activeMatchBorder: hex(tokenColor("--accent")),
    matchOverviewRuler: all,
    activeMatchColorOverviewRuler: one,
  };
}

/** `rgb(r, g, b)` as `#rrggbb`. */
const hex = (color: string): string =>
  `#${(color.match(/\d+/g) ?? [])
    .slice(0, 3)
    .map((it) => Number(it).toString(16).padStart(2, "0"))
    .join("")}`;
