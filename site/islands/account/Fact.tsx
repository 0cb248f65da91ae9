import { say } from "../../client/say.ts";
import { Copy } from "./Copy.tsx";

/** A line of the account's panel, to read and to copy. */
export function Fact({ name, value, shown = value }: { name: string; value: string; shown?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{shown}</code>
        <Copy text={value} label={say("Copy: {what}", { what: name.toLowerCase() })} small />
      </dd>
    </div>
  );
}
