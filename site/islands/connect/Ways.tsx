import type { ConnectionWays } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";
import { ways as namedWays } from "./words.ts";

export type Way = "keys" | "role" | "profile";

type Props = { ways: ConnectionWays | undefined; way: Way; choose: (way: Way) => void };

/** With what the account is connected; a way that is closed says why. */
export function Ways({ ways, way, choose }: Props) {
  const isClosed = (it: Way) => (it === "role" ? ways?.role === null : it === "profile" && ways?.machine === false);
  const named = namedWays();
  return (
    <fieldset>
      <legend>{say("With what")}</legend>
      {(["keys", "role", "profile"] as const).map((it) => (
        <label key={it} class="connect-way">
          <input
            type="radio"
            name="way"
            value={it}
            checked={way === it}
            disabled={isClosed(it)}
            onChange={() => choose(it)}
          />
          <span>
            <strong>{named[it].name}</strong>
            <small>{isClosed(it) ? named[it].closed : named[it].about}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
