import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { onConnection, onNotice } from "../../client/live.ts";
import { onCommand, takeCommand } from "../../client/run-command.ts";
import { useSessionState } from "../../client/session-state.ts";
import { useAccount } from "../../client/use-account.ts";
import { useFetched } from "../../client/use-fetched.ts";
import { PanelVisible } from "../../client/use-view.ts";
import { Icon } from "./Icon.tsx";
import { OutputLog } from "./OutputLog.tsx";
import { belongTo, closeSession, openSessions, sessionOf, TERMINALS } from "./sessions.ts";
import { TerminalScreen } from "./TerminalScreen.tsx";
import { onTheme } from "./theme.ts";
import "./terminal.css";

/** Panels on this page so far: a narrow page may have one under each step. */
let panels = 0;

/** The account's terminals: one, or several in tabs or one above the other, and how to use one's own. */
export default function TerminalPanel() {
  const visible = useContext(PanelVisible);
  const { account } = useAccount();
  const [open, setOpen] = useSessionState("terminal.open", ["1"]);
  const [active, setActive] = useSessionState("terminal.active", "1");
  const [split, setSplit] = useSessionState("terminal.split", false);
  const [screenReader, setScreenReader] = useSessionState("terminal.screen-reader", false);
  const [finding, find] = useState(false);
  const [own, showOwn] = useState(false);
  const search = useFetched(finding, () => import("./Search.tsx"));
  const ownTerminal = useFetched(own, () => import("./OwnTerminal.tsx"));
  const [said, say] = useState("");
  const [summoned, summon] = useState(0);
  const [, draw] = useState(0);
  const [ids] = useState(() => `terminals-${++panels}`);
  const panel = useRef<HTMLDivElement>(null);
  const tabs = useRef<HTMLDivElement>(null);
  const shown = split && open.length > 1 ? open : [active];

  useEffect(() => {
    const stops = open.map((id) => sessionOf(id).subscribe(() => draw((n) => n + 1)));
    return () => {
      for (const stop of stops) stop();
    };
  }, [open.join()]);
  useEffect(
    () =>
      onTheme(() => {
        for (const session of openSessions()) session.screen.dress();
      }),
    [],
  );
  // Another window may have worked in the same terminal; a connection that is back may have missed something.
  useEffect(() => {
    if (!visible) return;
    const refresh = () => {
      if (document.visibilityState !== "visible") return;
      for (const session of openSessions()) void session.refresh();
    };
    document.addEventListener("visibilitychange", refresh);
    addEventListener("focus", refresh);
    const stops = [
      onConnection((connected) => connected && refresh()),
      onNotice(["terminal"], () => {
        if (document.visibilityState !== "visible") return;
        for (const session of openSessions()) session.changedSomewhere();
      }),
    ];
    refresh();
    return () => {
      document.removeEventListener("visibilitychange", refresh);
      removeEventListener("focus", refresh);
      for (const stop of stops) stop();
    };
  }, [visible]);
  // A command of the text: typed into a terminal that is free.
  useEffect(() => {
    if (!visible) return;
    const run = () => {
      const command = takeCommand(panel.current!);
      if (command === undefined) return;
      showOwn(false);
      const free = [active, ...open, ...TERMINALS].find((id) => sessionOf(id).free);
      if (free === undefined) return say("No terminal is free. Press Ctrl-C in one of them, then Run again.");
      show(free);
      summon((n) => n + 1);
      void sessionOf(free).run(command);
    };
    run();
    return onCommand(run);
  }, [visible, active, open.join()]);

  // Another account has other terminals.
  if (account) belongTo(account.accountId);

  const show = (id: string) => {
    if (!open.includes(id)) setOpen([...open, id].sort());
    setActive(id);
  };
  const add = () => {
    const id = TERMINALS.find((it) => !open.includes(it))!;
    show(id);
    void sessionOf(id).screen.opened.then(() => sessionOf(id).screen.focus());
  };
  const close = () => {
    const left = open.filter((id) => id !== active);
    closeSession(active);
    setOpen(left);
    setActive(left.at(-1)!);
    say(`Terminal ${active} is closed.`);
    requestAnimationFrame(() => tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  /** To the lines for one's own terminal and back; the focus goes along. */
  const turn = (toOwn: boolean) => {
    showOwn(toOwn);
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>(".terminal-turn")?.focus());
  };
  const byKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = open[(open.indexOf(active) + step + open.length) % open.length]!;
    setActive(next);
    tabs.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };

  if (own)
    return (
      <div class="terminal terminal-own" ref={panel}>
        <button type="button" class="link terminal-turn" onClick={() => turn(false)}>
          Back to the terminal
        </button>
        {account && ownTerminal && <ownTerminal.OwnTerminal account={account} />}
      </div>
    );
  return (
    <div class="terminal" ref={panel}>
      <div class="terminal-bar">
        <div class="terminal-tabs" role="tablist" aria-label="Terminals" ref={tabs} onKeyDown={byKey}>
          {open.map((id) => (
            <button
              key={id}
              type="button"
              role="tab"
              data-tab={id}
              data-busy={sessionOf(id).phase === "running" || undefined}
              aria-label={`Terminal ${id}${sessionOf(id).phase === "running" ? ", running" : ""}`}
              aria-selected={id === active}
              aria-controls={`${ids}-${id}`}
              tabIndex={id === active ? 0 : -1}
              onClick={() => setActive(id)}
            >
              {id}
            </button>
          ))}
        </div>
        {open.length < TERMINALS.length && <Icon name="add" label="New terminal" onClick={add} />}
        <span class="terminal-space" />
        {open.length > 1 && (
          <>
            <Icon name="split" label="All terminals at once" pressed={split} onClick={() => setSplit(!split)} />
            <Icon name="close" label={`Close terminal ${active}`} onClick={close} />
          </>
        )}
        <Icon name="find" label="Find in the output" pressed={finding} onClick={() => find(!finding)} />
      </div>
      {finding && search && <search.Search session={sessionOf(active)} onClose={() => find(false)} />}
      <div class="terminal-screens">
        {open.map((id) => (
          <div
            key={id}
            id={`${ids}-${id}`}
            class="terminal-panel"
            role="tabpanel"
            aria-label={`Terminal ${id}`}
            hidden={!shown.includes(id)}
            onFocusIn={() => id !== active && setActive(id)}
          >
            <TerminalScreen
              id={id}
              visible={visible && shown.includes(id)}
              screenReader={screenReader}
              summoned={summoned}
              keysId={`${ids}-keys`}
              onFind={() => find(true)}
              onSay={say}
            />
          </div>
        ))}
      </div>
      <div class="terminal-touch">
        {(["tab", "up", "down", "ctrl-c"] as const).map((name) => (
          <button key={name} type="button" class="button" onClick={() => sessionOf(active).press(name)}>
            {{ tab: "Tab", up: "↑", down: "↓", "ctrl-c": "Ctrl-C" }[name]}
          </button>
        ))}
      </div>
      <div class="terminal-foot">
        <p id={`${ids}-keys`}>
          <kbd>Esc</kbd> and then <kbd>Tab</kbd> leave the terminal. <kbd>Ctrl</kbd>-<kbd>Shift</kbd>-<kbd>F</kbd>{" "}
          finds.
        </p>
        <label>
          <input
            type="checkbox"
            checked={screenReader}
            onChange={(event) => setScreenReader(event.currentTarget.checked)}
          />
          Screen reader mode
        </label>
        <button type="button" class="link terminal-turn" onClick={() => turn(true)}>
          Use your own terminal
        </button>
      </div>
      <OutputLog session={sessionOf(active)} open={screenReader} />
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}
