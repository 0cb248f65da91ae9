import { useContext, useEffect, useReducer } from "preact/hooks";
import type { AccountView, ChartsView, Problem } from "../../../server/contract/index.ts";
import { get, problemOf } from "../../client/api.ts";
import { onNotice } from "../../client/live.ts";
import { onPresence } from "../../client/presence.ts";
import { readState, writeState } from "../../client/session-state.ts";
import { PanelVisible } from "../../client/use-view.ts";
import { emptyHistory, type History, since, withAnswer } from "./history.ts";

/** At most one request a wall second, however many notices come. */
const PAUSE_MS = 1_000;
const KEY = "charts.history";

let history: History | null | undefined;
let problem: Problem | undefined;
let busy = false;
let again = false;
const watchers = new Set<() => void>();

/** The charts' history, kept up to date while the panel is visible, for every panel of the page one. */
export function useHistory(): { history: History | null; problem: Problem | undefined } {
  const shown = useContext(PanelVisible);
  const [, changed] = useReducer<number, undefined>((n: number) => n + 1, 0);
  useEffect(() => {
    if (!shown) return;
    const watcher = () => changed(undefined);
    watchers.add(watcher);
    const stops = [
      onNotice(["service", "tasks", "scaling", "alarms", "metrics", "load", "clock"], () => void read()),
      onNotice(["account"], () => {
        history = null;
        void read();
      }),
      onPresence(() => void read()),
    ];
    void read();
    return () => {
      watchers.delete(watcher);
      for (const stop of stops) stop();
    };
  }, [shown]);
  return { history: history ?? null, problem };
}

async function read(): Promise<void> {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  try {
    const { accountId } = await accountNow();
    history ??= readState<History | null>(KEY, null);
    const old = history?.accountId === accountId ? history : emptyHistory(accountId);
    const from = since(old);
    const view = await get<ChartsView>(from === undefined ? "/api/charts" : `/api/charts?since=${from}`);
    history = withAnswer(old, view);
    problem = undefined;
  } catch (error) {
    problem = problemOf(error);
  }
  for (const watcher of [...watchers]) watcher();
  setTimeout(() => {
    busy = false;
    if (!again || watchers.size === 0) return;
    again = false;
    void read();
  }, PAUSE_MS);
}

let account: Promise<AccountView> | undefined;

/** Whose history this is; asked once a page, and again after the account changed. */
function accountNow(): Promise<AccountView> {
  if (history === null) account = undefined;
  account ??= get<AccountView>("/api/account").catch((error) => {
    account = undefined;
    throw error;
  });
  return account;
}

// The history is large: it is put aside when the page goes, not at every answer.
if (typeof addEventListener !== "undefined") addEventListener("pagehide", () => history && writeState(KEY, history));
