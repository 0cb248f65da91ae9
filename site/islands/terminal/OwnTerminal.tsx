import { useState } from "preact/hooks";
import type { AccountView } from "../../../server/contract/index.ts";
import { say, sayMarked } from "../../client/say.ts";
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
      <h2 id={id}>{say("Use your own terminal")}</h2>
      <p>
        {say(
          "The AWS CLI, every AWS SDK and tools built on them reach this account from your machine with its endpoint and keys.",
        )}
      </p>
      <fieldset>
        <legend>{say("Your shell")}</legend>
        <div class="choices">
          {(Object.keys(WAYS) as Way[]).map((it) => (
            <label key={it} class="choice">
              <input type="radio" name={`${id}-way`} checked={way === it} onChange={() => choose(it)} />
              <span>{say(WAYS[it])}</span>
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
          <Copy
            text={text}
            label={file ? say("Copy for {file}", { file }) : say("Copy the lines, with the secret key")}
          />
        </div>
      ))}
      <div class="own-lines">
        <p>{say("Then see who you are")}</p>
        <pre>{firstCommand(way)}</pre>
        <Copy text={firstCommand(way)} label={say("Copy the command")} />
      </div>
      <p class="own-note">
        {sayMarked(
          "The AWS CLI reads the endpoint from there since its versions 2.13 and 1.29; <version>aws --version</version> tells yours. An older one needs <option>--endpoint-url</option> in every command.",
          {
            version: (words) => <code key="version">{words}</code>,
            option: (words) => (
              <code key="option">
                {words} {account.endpointUrl}
              </code>
            ),
          },
        )}
      </p>
      {account.clock && <OwnClock account={account} />}
    </section>
  );
}
