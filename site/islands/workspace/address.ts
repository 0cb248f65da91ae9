import { ofAccount, whenAccountKnown } from "../../client/account-state.ts";
import { onState, readState, writeState } from "../../client/session-state.ts";
import { ARRANGEMENT_KEY, INITIAL_ARRANGEMENT, type PanelName, WIDE } from "../../client/show-panel.ts";
import { type Place, placeOf, searchOf } from "./place.ts";

/*
 * The address of a chapter's page says where one is: the heading that is read, and what the panels show. What it says when the page is
 * opened is put into the panels; later it follows quietly, so that a reload, a bookmark or a link comes back to the same place.
 */

/** Wall milliseconds of rest after which the address follows. Browsers refuse more than about a hundred changes in half a minute. */
const REST_MS = 400;
/** What the panels keep (and an address tells), each under the same key as in its panel. */
const FOLLOWED = [ARRANGEMENT_KEY, "terminal.active", "load.tab", "charts.range", "timeline.hidden", "timeline.words"];

const wide = () => matchMedia(WIDE).matches;
const headings = () => [...document.querySelectorAll<HTMLElement>("main :is(h2, h3)[id]")];
let timer: ReturnType<typeof setTimeout> | undefined;
/** The panels are told only after somebody has touched them here: opening a page leaves its address as it is. */
let touched = false;

// A reload finds the panels as they were kept: the address follows at rest, so it may be a screen behind.
const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
if (location.search && navigation?.type !== "reload") open(placeOf(location.search));
addEventListener("scroll", soon, { passive: true });
onState((key) => {
  const followed = FOLLOWED.includes(key) || key.startsWith("console.where@") || key.startsWith("step-panel.");
  if (!followed) return;
  touched = true;
  soon();
});

/** Puts what an address asks for into what the panels keep; on a narrow page it opens the panel under the step. */
function open({ panes, where, terminal, loadTab, rangeMs, hidden, words }: Place): void {
  if (panes && wide()) writeState(ARRANGEMENT_KEY, panes);
  if (panes && !wide()) {
    const key = stepPanelKey(document.getElementById(location.hash.slice(1)), panes.upper);
    if (key) writeState(key, true);
  }
  if (where) whenAccountKnown(() => writeState(ofAccount("console.where"), where));
  if (terminal) {
    const opened = readState("terminal.open", ["1"]);
    if (!opened.includes(terminal)) writeState("terminal.open", [...opened, terminal].sort());
    writeState("terminal.active", terminal);
  }
  if (loadTab) writeState("load.tab", loadTab);
  if (rangeMs) writeState("charts.range", rangeMs);
  if (hidden) writeState("timeline.hidden", hidden);
  if (words !== undefined) writeState("timeline.words", words);
}

function soon(): void {
  clearTimeout(timer);
  timer = setTimeout(follow, REST_MS);
}

function follow(): void {
  const hash = hashNow();
  const search = touched ? searchOf(placeNow(hash)) : location.search;
  if (hash === location.hash && search === location.search) return;
  history.replaceState(history.state, "", `${location.pathname}${search}${hash}`);
}

/** The last heading that has passed the upper third of the window. What the address names stays while it is on screen. */
function hashNow(): string {
  const named = document.getElementById(location.hash.slice(1))?.getBoundingClientRect();
  if (named && named.bottom > 0 && named.top < innerHeight) return location.hash;
  const last = headings().findLast((it) => it.getBoundingClientRect().top < innerHeight / 3);
  return last ? `#${last.id}` : "";
}

function placeNow(hash: string): Place {
  const panes = wide() ? readState(ARRANGEMENT_KEY, INITIAL_ARRANGEMENT) : panelUnder(hash);
  return {
    ...(panes && { panes }),
    where: readState(ofAccount("console.where"), { screen: "clusters" }),
    terminal: readState("terminal.active", "1"),
    loadTab: readState("load.tab", "statistics"),
    rangeMs: readState("charts.range", 1_800_000),
    hidden: readState<string[]>("timeline.hidden", []),
    words: readState("timeline.words", ""),
  };
}

/** The panel that is open under the step of a heading. */
function panelUnder(hash: string): Place["panes"] {
  const heading = document.getElementById(hash.slice(1));
  const upper = panelsOf(heading).find((name) => readState(stepPanelKey(heading, name)!, false));
  return upper && { upper, lower: null };
}

function stepOf(inside: Element | null) {
  return inside?.closest<HTMLElement>("[data-step]");
}

/** The panels of a step, as `Step.astro` names them, its own first. */
function panelsOf(inside: Element | null) {
  return (stepOf(inside)?.dataset.panels?.split(" ") ?? []).filter(Boolean) as PanelName[];
}

/** Where it is kept whether a step's panel is open (`Step.astro`). */
function stepPanelKey(inside: Element | null, panel: PanelName): string | undefined {
  const at = panelsOf(inside).indexOf(panel);
  const step = stepOf(inside)?.dataset.step;
  if (at === -1) return undefined;
  return at === 0 ? `step-panel.${step}` : `step-panel.${step}-${panel}`;
}
