import { say } from "../../client/say.ts";
import { Copy } from "../account/Copy.tsx";

/** A JSON document to read and to copy. */
export function Document({ title, json }: { title: string; json: object }) {
  const text = JSON.stringify(json, null, 2);
  return (
    <details class="connect-document">
      <summary>{title}</summary>
      <Copy text={text} label={say("Copy: {what}", { what: title })} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </details>
  );
}
