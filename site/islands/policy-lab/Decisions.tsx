import { useState } from "preact/hooks";
import type { ScalingDecision } from "../../../server/sandbox/world/decisions.ts";
import { explain, otherwise } from "../../../server/workshop/explain.ts";
import { formatAccountTime } from "../../client/format.ts";
import { say } from "../../client/say.ts";
import { sayDecision } from "./explaining.ts";
import { Mark } from "./Mark.tsx";
import { decided, words } from "./words.ts";

/** More than these of one kind are told as a number. */
const LISTED = 40;

type Props = {
  names: string[];
  /** Which variant's decisions are listed, and the one that is opened. */
  chosen: number;
  opened: string | undefined;
  decisions: ScalingDecision[];
  onChoose: (index: number) => void;
  onOpen: (id: string | undefined) => void;
};

/** What the scaling engine decided in one variant's run, each with its reason when it is opened. */
export function Decisions({ names, chosen, opened, decisions, onChoose, onOpen }: Props) {
  const scaled = decisions.filter(({ outcome }) => outcome.kind === "scaled");
  const held = decisions.filter(({ outcome }) => outcome.kind === "held");
  const [showHeld, setShowHeld] = useState(false);
  const list = { opened, onOpen };
  return (
    <section class="lab-decisions" aria-labelledby="lab-decisions">
      <h3 id="lab-decisions">{say(words.decisions.title)}</h3>
      {names.length > 1 && (
        <fieldset>
          <legend class="visually-hidden">{say(words.decisions.of)}</legend>
          {names.map((name, i) => (
            <label key={name}>
              <input type="radio" name="lab-decisions" checked={i === chosen} onChange={() => onChoose(i)} />
              <Mark index={i} /> {name}
            </label>
          ))}
        </fieldset>
      )}
      {scaled.length === 0 ? (
        <p class="lab-note">{say(words.decisions.none)}</p>
      ) : (
        <List decisions={scaled} {...list} />
      )}
      {held.length > 0 && (
        <details open={showHeld} onToggle={({ currentTarget }) => setShowHeld(currentTarget.open)}>
          <summary>
            {say("{n, plural, one {# time} other {# times}} it was asked, and did nothing", { n: held.length })}
          </summary>
          {showHeld && <List decisions={held} {...list} />}
        </details>
      )}
    </section>
  );
}

function List({ decisions, opened, onOpen }: Pick<Props, "decisions" | "opened" | "onOpen">) {
  return (
    <>
      <ol class="charts-activities">
        {decisions.slice(0, LISTED).map((it) => (
          <li key={it.id}>
            <button
              type="button"
              id={`lab-decision-${it.id}`}
              aria-expanded={opened === it.id}
              onClick={() => onOpen(opened === it.id ? undefined : it.id)}
            >
              <time>{formatAccountTime(it.at)}</time> <span>{decided(it.outcome, it.desired)}</span>
              {(it.times ?? 1) > 1 && <i>{say("{n} times in a row", { n: it.times! })}</i>}
            </button>
            {opened === it.id && (
              <p>
                {explain(it, sayDecision)} {otherwise(it, sayDecision)}
              </p>
            )}
          </li>
        ))}
      </ol>
      {decisions.length > LISTED && <p class="lab-note">{say("And {n} more.", { n: decisions.length - LISTED })}</p>}
    </>
  );
}
