import { useId } from "preact/hooks";
import type { ServiceView } from "../../../../server/contract/index.ts";
import { useView } from "../../../client/use-view.ts";
import { alarmWords, periodWords, SIGNS } from "../step-words.ts";
import { servicePath } from "../where.ts";
import { Choice, Select } from "./Choice.tsx";
import type { Refusals } from "./draft.ts";
import { Field } from "./Field.tsx";
import { type AlarmDraft, alarmDraftOf, newAlarm, type StepDraft } from "./step-draft.ts";
import { PolicyGraph } from "./TrackingFields.tsx";

type Props = {
  cluster: string;
  service: string;
  step: StepDraft;
  onChange: (alarm: AlarmDraft, ...fields: string[]) => void;
  refusals: Refusals;
};

/** *Execute policy when*: the policy's own alarm, one that is there already, or a new one. */
export function AlarmFields({ cluster, service, step, onChange, refusals }: Props) {
  const { alarm, held } = step;
  const choice = useId();
  const choices: { label: string; alarm: AlarmDraft }[] = [
    ...(held ? [{ label: `Use its alarm ${held.name}`, alarm: held }] : []),
    { label: "Use an existing alarm", alarm: { ...alarm, choice: "existing", name: "" } },
    { label: "Create a new alarm", alarm: { ...newAlarm(), comparison: alarm.comparison, threshold: alarm.threshold } },
  ];
  return (
    <>
      <fieldset class="console-choice">
        <legend>Execute policy when</legend>
        {choices.map((it) => (
          <label key={it.alarm.choice}>
            <input
              type="radio"
              name={choice}
              checked={alarm.choice === it.alarm.choice}
              onChange={() => onChange(it.alarm, "alarm")}
            />
            {it.label}
          </label>
        ))}
      </fieldset>
      {alarm.choice === "existing" ? (
        <ExistingAlarm cluster={cluster} service={service} alarm={alarm} onChange={onChange} refusals={refusals} />
      ) : (
        <OwnAlarm cluster={cluster} service={service} alarm={alarm} onChange={onChange} refusals={refusals} />
      )}
    </>
  );
}

type AlarmProps = Omit<Props, "step"> & { alarm: AlarmDraft };

function ExistingAlarm({ cluster, service, alarm, onChange, refusals }: AlarmProps) {
  const view = `${servicePath(cluster, service)}?tab=alarms`;
  const { data, problem } = useView<ServiceView>(view, ["account", "alarms"]);
  const alarms = data?.alarms ?? [];
  if (data && alarms.length === 0 && alarm.name === "") {
    return (
      <p class="console-empty">
        The account has no alarm that a step scaling policy can use. Create a new one, here or with CloudWatch.
      </p>
    );
  }
  return (
    <>
      <Choice
        label="Alarm"
        value={alarm.name}
        options={[
          {
            value: "",
            label: problem ? "The alarms could not be read" : data ? "Choose an alarm" : "Asking the account…",
          },
          ...alarms.map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={(name) => {
          const chosen = alarms.find((it) => it.name === name);
          onChange(chosen ? alarmDraftOf(chosen, "existing") : { ...alarm, name: "" }, "alarm");
        }}
        refusal={refusals["alarm.name"]}
      />
      {alarm.name !== "" && <p class="console-note">It goes off when: {alarmWords(alarm)}.</p>}
    </>
  );
}

function OwnAlarm({ cluster, service, alarm, onChange, refusals }: AlarmProps) {
  const change = (part: Partial<AlarmDraft>, field: string) => onChange({ ...alarm, ...part }, field);
  return (
    <>
      {alarm.choice === "new" && (
        <Field
          label="Alarm name"
          value={alarm.name}
          onInput={(name) => change({ name }, "alarm.name")}
          refusal={refusals["alarm.name"]}
          hint={`For example ${service}-cpu-gt-75.`}
        />
      )}
      <Choice
        label="ECS service metric"
        value={alarm.metric}
        options={METRICS}
        onChange={(metric) => change({ metric }, "alarm.metric")}
        refusal={refusals["alarm.metric"]}
      />
      <PolicyGraph cluster={cluster} service={service} metric={alarm.metric} line={alarm.threshold} />
      <AlarmThreshold alarm={alarm} change={change} refusals={refusals} />
    </>
  );
}

/** `Average of CPUUtilization ≥ 60 for 1 consecutive periods of 1 minute` */
function AlarmThreshold({
  alarm,
  change,
  refusals,
}: {
  alarm: AlarmDraft;
  change: (part: Partial<AlarmDraft>, field: string) => void;
  refusals: Refusals;
}) {
  const id = useId();
  const refused = (field: string) => (refusals[`alarm.${field}`] ? `${id}-refusal` : undefined);
  const why = FIELDS.flatMap((field) => refusals[`alarm.${field}`] ?? []);
  return (
    <fieldset class="console-choice">
      <legend>Alarm threshold</legend>
      <div class="console-phrase">
        <Select
          label="Statistic"
          value={alarm.statistic}
          options={STATISTICS}
          onChange={(statistic) => change({ statistic }, "alarm.statistic")}
          refused={refused("statistic")}
        />
        <span>of {alarm.metric}</span>
        <Select
          label="Comparison"
          value={alarm.comparison}
          options={COMPARISONS}
          onChange={(comparison) => change({ comparison }, "alarm.comparison")}
          refused={refused("comparison")}
        />
        <PhraseNumber
          label="Threshold"
          value={alarm.threshold}
          onInput={(threshold) => change({ threshold }, "alarm.threshold")}
          refused={refused("threshold")}
        />
        <span>{["Sum", "SampleCount"].includes(alarm.statistic) ? "for" : "% for"}</span>
        <PhraseNumber
          label="Consecutive periods"
          value={alarm.periods}
          onInput={(periods) => change({ periods }, "alarm.evaluationPeriods")}
          refused={refused("evaluationPeriods")}
        />
        <span>consecutive periods of</span>
        <Select
          label="Length of a period"
          value={alarm.periodSeconds}
          options={PERIODS}
          onChange={(periodSeconds) => change({ periodSeconds }, "alarm.periodSeconds")}
          refused={refused("periodSeconds")}
        />
      </div>
      <p id={`${id}-refusal`} class="console-refusal" aria-live="polite">
        {why.join(" ")}
      </p>
    </fieldset>
  );
}

/** A number inside a sentence, which says what it is. */
export function PhraseNumber(props: {
  label: string;
  value: string;
  onInput: (value: string) => void;
  refused: string | undefined;
  placeholder?: string;
}) {
  return (
    <input
      aria-label={props.label}
      value={props.value}
      placeholder={props.placeholder}
      inputMode="decimal"
      autocomplete="off"
      class="numeric"
      aria-invalid={props.refused ? true : undefined}
      aria-describedby={props.refused}
      onInput={(event) => props.onInput(event.currentTarget.value)}
    />
  );
}

const named = (value: string) => ({ value, label: value });
const FIELDS = ["statistic", "comparison", "threshold", "evaluationPeriods", "periodSeconds"];
/** AWS: what ECS sends for every service (amazon-ecs-developer-guide, cloudwatch-metrics). */
const METRICS = ["CPUUtilization", "MemoryUtilization"].map(named);
const STATISTICS = ["Average", "Maximum", "Minimum", "Sum", "SampleCount"].map(named);
const COMPARISONS = Object.entries(SIGNS).map(([value, label]) => ({ value, label }));
const PERIODS = [60, 300, 900, 3_600, 21_600, 86_400].map((seconds) => ({
  value: String(seconds),
  label: periodWords(seconds),
}));
