import { useContext, useEffect, useReducer } from "preact/hooks";
import type { AccountView, ChartsView, Problem } from "../../../server/contract/index.ts";
import { ofAccount } from "../../client/account-state.ts";
import { get, problemOf } from "../../client/api.ts";
import { onNotice } from "../../client/live.ts";
import { onPresence } from "../../client/presence.ts";
import { readState, writeState } from "../../client/session-state.ts";
import { updatesAreHeld, useUpdatesHeld } from "../../client/updates.ts";
import { PanelVisible } from "../../client/use-view.ts";
import { continues, emptyHistory, type History, since, withAnswer } from "./history.ts";

/** At most one request a wall second, however many notices come. */
const PAUSE_MS = 1_000;
/** Wall milliseconds before a read that failed is tried again without a notice. */
const RETRY_MS = 4_000;
const KEY = "charts.history";

let history: History | undefined;
let problem: Problem | undefined;
let busy = false;
let again = false;
const watchers = new Set<() => void>();

/** The charts' history, kept up to date while the panel is visible, for every panel of the page one. */
export function useHistory(): { history: History | undefined; problem: Problem | undefined } {
  const shown = useContext(PanelVisible);
  const [held] = useUpdatesHeld();
  const [, changed] = useReducer<number, undefined>((n: number) => n + 1, 0);
  useEffect(() => {
    if (!shown) return;
    const watcher = () => changed(undefined);
    const ask = () => (!updatesAreHeld() || !history) && void read();
    watchers.add(watcher);
    const stops = [
      onNotice(["service", "tasks", "scaling", "alarms", "metrics", "load", "clock"], ask),
      onNotice(["account"], startOver),
      onPresence(startOver),
    ];
    document.addEventListener("visibilitychange", ask);
    ask();
    return () => {
      watchers.delete(watcher);
      document.removeEventListener("visibilitychange", ask);
      for (const stop of stops) stop();
    };
  }, [shown, held]);
  return { history, problem };
}

/** After a reset, or with another account, what was drawn so far has no meaning any more. */
function startOver(): void {
  if (history) history = emptyHistory(history.accountId);
  account = undefined;
  writeState(ofAccount("charts.edge"), null);
  writeState(ofAccount("charts.pin"), null);
  void read();
}

async function read(): Promise<void> {
  if (document.visibilityState !== "visible") return;
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    history = await nextHistory();
    problem = undefined;
  } catch (error) {
    problem = problemOf(error);
  }
  for (const watcher of [...watchers]) watcher();
  setTimeout(
    () => {
      busy = false;
      if ((!again && !problem) || watchers.size === 0 || (history && updatesAreHeld())) return;
      again = false;
      void read();
    },
    problem ? RETRY_MS : PAUSE_MS,
  );
}

async function nextHistory(): Promise<History> {
  account ??= get<AccountView>("/api/account");
  const { accountId } = await account.catch((error) => {
    account = undefined;
    throw error;
  });
  history ??= readState<History | undefined>(KEY, undefined);
  const old = history?.accountId === accountId ? history : emptyHistory(accountId);
  const from = since(old);
  const view = await get<ChartsView>(from === undefined ? "/api/charts" : `/api/charts?since=${from}`);
  if (continues(old, view)) return withAnswer(old, view);
  return withAnswer(emptyHistory(accountId), await get<ChartsView>("/api/charts"));
}

/** Whose history this is; asked once a page, and again after the account changed. */
let account: Promise<AccountView> | undefined;

// The history is large: it is put aside when the page goes, not at every answer.
if (typeof addEventListener !== "undefined") addEventListener("pagehide", () => history && writeState(KEY, history));
