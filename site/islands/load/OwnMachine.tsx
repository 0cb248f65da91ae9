import locustfile from "../../../content/templates/locustfile.py?raw";
import { pageAddress } from "../../client/page-address.ts";
import { say, sayMarked } from "../../client/say.ts";
import { Copy } from "../account/Copy.tsx";

/** How to send the load with Locust from one's own machine. `host` is what it is sent to, where that is known here. */
export function OwnMachine({ host }: { host: string | undefined }) {
  // Who has an account of their own puts its load balancer's address there.
  const target = host ?? `"http://<${say("your load balancer's DNS name")}>"`;
  const command = `locust --headless --users 600 --spawn-rate 50 --host ${target}`;
  return (
    <div class="load-machine">
      {host === undefined ? (
        <p>
          {sayMarked(
            "Nothing here sends load to this account: load costs money there, and it should be yours to start. Run Locust on a machine of your own, or on an instance in the account; the chapter <a>Generating load</a> has a template for one, with its price and how to remove it. CPU, alarms and tasks then show in the other panels.",
            {
              a: (words) => (
                <a key="chapter" href={pageAddress("/chapters/generating-load/")}>
                  {words}
                </a>
              ),
            },
          )}
        </p>
      ) : (
        <p>
          {say(
            "Real requests count like any other: so many a second from your machine are so many a second in the account, at whatever speed its clock runs.",
          )}
        </p>
      )}
      <Block title="locustfile.py" text={locustfile.trimEnd()} />
      <Block title={say("Start it beside that file, stop it with Ctrl-C")} text={command} />
    </div>
  );
}

function Block({ title, text }: { title: string; text: string }) {
  return (
    <figure class="load-block">
      <figcaption>
        <span>{title}</span>
        <Copy small label={say("Copy: {what}", { what: title })} text={text} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
