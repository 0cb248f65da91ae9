import { ofAccount } from "../../client/account-state.ts";
import { keptKeys, readState, writeState } from "../../client/session-state.ts";
import type { PanelName } from "../../client/show-panel.ts";

/*
 * What a panel keeps in this browser: everything under a key that begins with its name, of the active account or of none. Starting a
 * panel anew takes that away, and keeps it aside for ten minutes.
 */

/** Wall milliseconds in which a panel's state can be had back; as long as an account's (server/limits.ts). */
const UNDO_MS = 600_000;
/** What the account said is no state of the panel, and how a screen reader is served is its reader's choice. */
const STAYS = ["charts.history", "terminal.screen-reader"];

type Undo = { at: number; kept: [key: string, value: unknown][] };

const undoKey = (panel: PanelName) => ofAccount(`panels.undo.${panel}`);
/** The number of times a panel was started anew: one that is on screen begins anew with it. */
export const startsKey = (panel: PanelName): string => `panels.starts.${panel}`;

export function resetPanel(panel: PanelName): void {
  const kept = keysOf(panel).map((key): Undo["kept"][number] => [key, readState<unknown>(key, undefined)]);
  for (const [key] of kept) writeState(key, undefined);
  writeState(undoKey(panel), { at: Date.now(), kept } satisfies Undo);
  startAnew(panel);
}

/** Wall milliseconds in which the last reset of a panel can be undone; 0 where there is none. */
export function undoMsOf(panel: PanelName): number {
  const undo = readState<Undo | undefined>(undoKey(panel), undefined);
  return undo ? Math.max(0, undo.at + UNDO_MS - Date.now()) : 0;
}

/** Puts back what the last reset took, and drops what came after it. */
export function undoReset(panel: PanelName): void {
  const undo = readState<Undo | undefined>(undoKey(panel), undefined);
  if (!undo || undoMsOf(panel) === 0) return;
  for (const key of keysOf(panel)) writeState(key, undefined);
  for (const [key, value] of undo.kept) writeState(key, value);
  writeState(undoKey(panel), undefined);
  startAnew(panel);
}

const startAnew = (panel: PanelName) => writeState(startsKey(panel), readState(startsKey(panel), 0) + 1);

function keysOf(panel: PanelName): string[] {
  const own = ofAccount("");
  return keptKeys().filter(
    (key) => key.startsWith(`${panel}.`) && !STAYS.includes(key) && (!key.includes("@") || key.endsWith(own)),
  );
}
