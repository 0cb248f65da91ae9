import { useContext, useRef, useState } from "preact/hooks";
import type { AccountView } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";
import { useSessionState } from "../../client/session-state.ts";
import { useAccount } from "../../client/use-account.ts";
import { useFetched } from "../../client/use-fetched.ts";
import { PanelVisible } from "../../client/use-view.ts";
import { OutputLog } from "./OutputLog.tsx";
import { belongTo, closeSession, sessionOf, TERMINALS } from "./sessions.ts";
import { TerminalFoot } from "./TerminalFoot.tsx";
import { TerminalScreen } from "./TerminalScreen.tsx";
import { TerminalTabs } from "./TerminalTabs.tsx";
import { useCommands, useSessions } from "./use-sessions.ts";
import "./terminal.css";

/** Keys that a touch screen lacks. */
const TOUCH = { tab: "Tab", up: "↑", down: "↓", "ctrl-c": "Ctrl-C" };

/** Panels on this page so far: a narrow page may have one under each step. */
let panels = 0;

/** The terminals of the active account: another account has others. */
export default function TerminalPanel() {
  const { account } = useAccount();
  return <Terminals key={belongTo(account?.accountId)} account={account} />;
}

/** One terminal, or several in tabs or one above the other, and how to use one's own. */
function Terminals({ account }: { account: AccountView | undefined }) {
  const visible = useContext(PanelVisible);
  const [open, setOpen] = useSessionState("terminal.open", ["1"]);
  const [active, setActive] = useSessionState("terminal.active", "1");
  const [split, setSplit] = useSessionState("terminal.split", false);
  const [screenReader, setScreenReader] = useSessionState("terminal.screen-reader", false);
  const [finding, find] = useState(false);
  const [own, showOwn] = useState(false);
  const search = useFetched(finding, () => import("./Search.tsx"));
  const ownTerminal = useFetched(own, () => import("./OwnTerminal.tsx"));
  const [said, tell] = useState("");
  const [summoned, summon] = useState(0);
  const [ids] = useState(() => `terminals-${++panels}`);
  const panel = useRef<HTMLDivElement>(null);
  const shown = split && open.length > 1 ? open : [active];
  const placeId = (id: string) => `${ids}-${id}`;

  useSessions(open, visible);
  useCommands(panel, visible, (command) => {
    showOwn(false);
    const free = [active, ...open, ...TERMINALS].find((id) => sessionOf(id).free);
    if (free === undefined) return tell(say("No terminal is free. Press Ctrl-C in one of them, then Run again."));
    show(free);
    summon((n) => n + 1);
    void sessionOf(free).run(command);
  });

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
    tell(say("Terminal {id} is closed.", { id: active }));
  };
  /** To the lines for one's own terminal and back; the focus goes along. */
  const turn = (toOwn: boolean) => {
    showOwn(toOwn);
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>(".terminal-turn")?.focus());
  };

  if (own)
    return (
      <div class="terminal terminal-own" ref={panel}>
        <button type="button" class="link terminal-turn" onClick={() => turn(false)}>
          {say("Back to the terminal")}
        </button>
        {account && ownTerminal ? <ownTerminal.OwnTerminal account={account} /> : <p>{say("One moment …")}</p>}
      </div>
    );
  return (
    <div class="terminal" ref={panel}>
      <TerminalTabs
        open={open}
        active={active}
        split={split}
        finding={finding}
        placeId={placeId}
        onChoose={setActive}
        onAdd={add}
        onClose={close}
        onSplit={() => setSplit(!split)}
        onFind={() => find(!finding)}
      />
      {finding && search && <search.Search session={sessionOf(active)} onClose={() => find(false)} />}
      <div class="terminal-screens">
        {open.map((id) => (
          <div
            key={id}
            id={placeId(id)}
            class="terminal-panel"
            role="tabpanel"
            aria-label={say("Terminal {id}", { id })}
            hidden={!shown.includes(id)}
            onFocusIn={() => id !== active && setActive(id)}
          >
            <TerminalScreen
              id={id}
              visible={visible && shown.includes(id)}
              screenReader={screenReader}
              summoned={summoned}
              keysId={placeId("keys")}
              onFind={() => find(true)}
              onSay={tell}
            />
          </div>
        ))}
      </div>
      <div class="terminal-touch">
        {Object.entries(TOUCH).map(([name, label]) => (
          <button key={name} type="button" class="button" onClick={() => sessionOf(active).press(name)}>
            {label}
          </button>
        ))}
      </div>
      <TerminalFoot
        keysId={placeId("keys")}
        screenReader={screenReader}
        onScreenReader={setScreenReader}
        onOwn={() => turn(true)}
      />
      <OutputLog session={sessionOf(active)} open={screenReader} />
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}
