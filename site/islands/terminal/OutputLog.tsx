import { say } from "../../client/say.ts";
import { announcement } from "./output-log.ts";
import type { Session } from "./session.ts";

/**
 * What the commands wrote, as text: each is announced once when it has ended, with its exit status and the begin and end of its
 * output. In screen reader mode it is on the page for everybody, with the whole output behind a click.
 */
export function OutputLog({ session, open }: { session: Session; open: boolean }) {
  return (
    <section
      class={open ? "terminal-log" : "visually-hidden"}
      aria-label={say("What terminal {id} wrote", { id: session.id })}
    >
      {open && <h3>{say("Output log")}</h3>}
      {open && session.log.length === 0 && (
        <p class="soft">{say("Each command that ends is added here, with its output.")}</p>
      )}
      <div role="log" aria-live="polite" aria-relevant="additions">
        {session.log.map((entry) => (
          <article key={entry.number}>
            <p>
              <code>{entry.command}</code>
            </p>
            <p class="terminal-announced">{announcement(entry)}</p>
            {open && entry.output.trim() !== "" && (
              <details>
                <summary>{say("The whole output")}</summary>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll and must be reachable by keyboard */}
                <pre tabIndex={0}>{entry.output}</pre>
              </details>
            )}
          </article>
        ))}
      </div>
    </section>
  );
}
