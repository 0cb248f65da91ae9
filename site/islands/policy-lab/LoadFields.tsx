import { say } from "../../client/say.ts";
import { Choice } from "./Choice.tsx";
import { NumberField } from "./NumberField.tsx";
import { PointsEditor } from "./PointsEditor.tsx";
import { LOAD_KINDS, LOAD_NUMBERS, type Load } from "./settings.ts";
import { words } from "./words.ts";

type Props = { load: Load; onChange: (part: Partial<Load>) => void };

/** The load that all variants get. */
export function LoadFields({ load, onChange }: Props) {
  const field = (name: keyof typeof LOAD_NUMBERS) => (
    <NumberField
      label={say(words.loadNumbers[name])}
      range={LOAD_NUMBERS[name]}
      value={load[name]}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
  const waves = load.kind !== "constant" && load.kind !== "points";
  return (
    <fieldset class="lab-group">
      <legend>{say(words.load)}</legend>
      <div class="lab-fields">
        <Choice
          label={say(words.curve)}
          options={LOAD_KINDS}
          texts={words.kinds}
          value={load.kind}
          onChange={(kind) => onChange({ kind })}
        />
        {load.kind !== "points" && field("users")}
        {waves && field("lowUsers")}
        {field("minutes")}
      </div>
      {load.kind === "points" && <PointsEditor load={load} onChange={(points) => onChange({ points })} />}
      {load.kind !== "points" && (
        <details>
          <summary>{say(words.moreLoad)}</summary>
          <div class="lab-fields">
            {field("fromMinute")}
            {field("untilMinute")}
          </div>
        </details>
      )}
    </fieldset>
  );
}
