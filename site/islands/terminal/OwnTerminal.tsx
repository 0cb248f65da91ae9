import { useState } from "preact/hooks";
import type { AccountView } from "../../../server/contract/index.ts";
import { useSessionState } from "../../client/session-state.ts";
import { Copy } from "../account/Copy.tsx";
import { OwnClock } from "./OwnClock.tsx";
import { firstCommand, ownLines, WAYS, type Way } from "./own-lines.ts";
import "./own-terminal.css";

/** On this page so far: the panel and the account in the header may both be open. */
let shown = 0;

/** How the participant's own machine reaches the account: lines to paste, and what to know about its time. */
export function OwnTerminal({ account }: { account: AccountView }) {
  const [id] = useState(() => `own-${++shown}`);
  const [way, choose] = useSessionState<Way>("own-terminal.way", "posix");
  if (!account.credentials) return null;
  const { secretAccessKey } = account.credentials;
  return (
    <section class="own" aria-labelledby={id}>
      <h2 id={id}>Use your own terminal</h2>
      <p>
        The AWS CLI, every AWS SDK and tools built on them reach this account from your machine with its endpoint and
        keys.
      </p>
      <fieldset>
        <legend>Your shell</legend>
        <div class="choices">
          {(Object.keys(WAYS) as Way[]).map((it) => (
            <label key={it} class="choice">
              <input type="radio" name={`${id}-way`} checked={way === it} onChange={() => choose(it)} />
              <span>{WAYS[it]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {ownLines(account, way).map(({ title, file, text }) => (
        <div key={title} class="own-lines">
          <p>
            {title}
            {file && (
              <>
                , <code>{file}</code>
              </>
            )}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls and must be reachable by keyboard */}
          <pre tabIndex={0}>{text.replace(secretAccessKey, "••••••••")}</pre>
          <Copy text={text} label={file ? `Copy for ${file}` : "Copy the lines, with the secret key"} />
        </div>
      ))}
      <div class="own-lines">
        <p>Then see who you are</p>
        <pre>{firstCommand(way)}</pre>
        <Copy text={firstCommand(way)} label="Copy the command" />
      </div>
      <p class="own-note">
        The AWS CLI reads the endpoint from there since its versions 2.13 and 1.29; <code>aws --version</code> tells
        yours. An older one needs <code>--endpoint-url {account.endpointUrl}</code> in every command.
      </p>
      {account.clock && <OwnClock account={account} />}
    </section>
  );
}
