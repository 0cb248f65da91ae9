import { say } from "../../client/say.ts";
import { Choice } from "./Choice.tsx";
import { Mark } from "./Mark.tsx";
import { NumberField } from "./NumberField.tsx";
import { CHOICES, LETTERS, NAME_MAX, NUMBERS, type NumberName, type Settings, type Variant } from "./settings.ts";
import { words } from "./words.ts";

/** What each policy is told first, and what it has besides. */
const FIELDS: Record<Settings["policy"], { first: NumberName[]; more: NumberName[] }> = {
  cpu: { first: ["cpuTarget"], more: [] },
  requests: { first: ["requestTarget"], more: [] },
  step: {
    first: ["outThreshold", "outTasks"],
    more: ["farThreshold", "farTasks", "outMinutes", "inThreshold", "inTasks", "inMinutes"],
  },
};

type Props = {
  variant: Variant;
  index: number;
  /** Why the curves do not show it. */
  trouble: string | undefined;
  onChange: (variant: Variant) => void;
  onRemove: (() => void) | undefined;
};

/** One variant: the few settings that the workshop is about, and the rest behind *More settings*. */
export function VariantFields({ variant, index, trouble, onChange, onRemove }: Props) {
  const { name, settings } = variant;
  const letter = LETTERS[index]!;
  const set = (part: Partial<Settings>) => onChange({ name, settings: { ...settings, ...part } });
  const number = (of: NumberName) => (
    <NumberField
      key={of}
      label={say(words.numbers[of])}
      range={NUMBERS[of]}
      value={settings[of]}
      onChange={(value) => set({ [of]: value })}
    />
  );
  const { first, more } = FIELDS[settings.policy];
  return (
    <fieldset class="lab-group lab-variant" style={{ "--variant": `var(--variant-${letter.toLowerCase()})` }}>
      <legend>
        <Mark index={index} /> {say("Variant {letter}", { letter })}
      </legend>
      <Choice
        label={say(words.choices.policy)}
        options={CHOICES.policy}
        texts={words.options}
        value={settings.policy}
        onChange={(policy) => set({ policy })}
      />
      <div class="lab-fields">
        {[...first, "minCapacity" as const, "maxCapacity" as const].map(number)}
        {number("scaleOutCooldownSeconds")}
        {number("scaleInCooldownSeconds")}
      </div>
      <details>
        <summary>{say(words.more)}</summary>
        <div class="lab-fields">
          {more.map(number)}
          <Choice
            label={say(words.choices.scaleIn)}
            options={CHOICES.scaleIn}
            texts={words.options}
            value={settings.scaleIn}
            onChange={(scaleIn) => set({ scaleIn })}
          />
          <Choice
            label={say(words.choices.taskCpu)}
            options={CHOICES.taskCpu}
            texts={words.options}
            value={settings.taskCpu}
            onChange={(taskCpu) => set({ taskCpu })}
          />
          {number("startSeconds")}
          <div class="lab-field">
            <label for={`lab-name-${letter}`}>{say(words.name)}</label>
            <input
              id={`lab-name-${letter}`}
              maxLength={NAME_MAX}
              autocomplete="off"
              value={name}
              onInput={({ currentTarget }) => onChange({ name: currentTarget.value, settings })}
            />
          </div>
        </div>
      </details>
      <p class="lab-wrong" aria-live="polite">
        {trouble}
      </p>
      {onRemove && (
        <button class="link" type="button" onClick={onRemove}>
          {say("Remove {letter}", { letter })}
        </button>
      )}
    </fieldset>
  );
}
