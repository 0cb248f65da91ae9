import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { onConnection, onNotice } from "../../client/live.ts";
import { onCommand, takeCommand } from "../../client/run-command.ts";
import { openSessions, sessionOf } from "./sessions.ts";
import { onTheme } from "./theme.ts";

/** Keeps the terminals of a panel true: drawn again when they change, read again when they may have changed elsewhere. */
export function useSessions(open: string[], visible: boolean): void {
  const [, draw] = useState(0);
  useEffect(() => {
    const stops = open.map((id) => sessionOf(id).subscribe(() => draw((n) => n + 1)));
    return () => {
      for (const stop of stops) stop();
    };
  }, [open.join()]);
  useEffect(() => {
    if (!visible) return;
    // Another window may have worked in the same terminal; a connection that is back may have missed something.
    const refresh = () => {
      if (document.visibilityState !== "visible") return;
      for (const session of openSessions()) void session.refresh();
    };
    const changed = () => {
      if (document.visibilityState !== "visible") return;
      for (const session of openSessions()) session.changedSomewhere();
    };
    const dress = () => {
      for (const session of openSessions()) session.screen.dress();
    };
    const stops = [
      onConnection((connected) => connected && refresh()),
      onNotice(["terminal"], changed),
      onTheme(dress),
    ];
    document.addEventListener("visibilitychange", refresh);
    addEventListener("focus", refresh);
    refresh();
    dress();
    return () => {
      for (const stop of stops) stop();
      document.removeEventListener("visibilitychange", refresh);
      removeEventListener("focus", refresh);
    };
  }, [visible]);
}

/** Hands over the commands of the text that are meant for this panel, while it is visible. */
export function useCommands(panel: RefObject<Element>, visible: boolean, run: (command: string) => void): void {
  useEffect(() => {
    if (!visible) return;
    const take = () => {
      const command = panel.current ? takeCommand(panel.current) : undefined;
      if (command !== undefined) run(command);
    };
    take();
    return onCommand(take);
  });
}
