import { useId, useRef, useState } from "preact/hooks";
import type { ServiceView } from "../../../../server/contract/index.ts";
import { useView } from "../../../client/use-view.ts";
import { MetricGraph } from "../MetricGraph.tsx";
import { servicePath } from "../where.ts";
import type { PolicyDraft, Refusals } from "./draft.ts";
import { Field } from "./Field.tsx";

/** The metrics the classic console offers for target tracking, with the label of the graph each has among the service's metrics. */
const METRICS = [
  { id: "ECSServiceAverageCPUUtilization", graph: "CPUUtilization" },
  { id: "ECSServiceAverageMemoryUtilization", graph: "MemoryUtilization" },
  { id: "ALBRequestCountPerTarget", graph: "RequestCountPerTarget" },
];

type Props = {
  cluster: string;
  service: string;
  title: string;
  policy: PolicyDraft;
  onChange: (policy: PolicyDraft) => void;
  /** Asks the server; no refusal means it was taken over. */
  onSave: () => Promise<Refusals>;
  onCancel: () => void;
};

/** *Add scaling policy* and its editing. A refused value stays as typed, with the reason under it. */
export function PolicyEditor({ cluster, service, title, policy, onChange, onSave, onCancel }: Props) {
  const [refusals, setRefusals] = useState<Refusals>({});
  const [saving, setSaving] = useState(false);
  const metricId = useId();
  const box = useRef<HTMLElement>(null);
  const { data } = useView<ServiceView>(`${servicePath(cluster, service)}?tab=metrics`, ["account", "metrics"]);
  const graph = METRICS.find((metric) => metric.id === policy.metric)?.graph;
  const metric = data?.metrics?.find((it) => it.label === graph);
  const target = Number(policy.targetValue);

  const set = (change: Partial<PolicyDraft>, field: string) => {
    onChange({ ...policy, ...change });
    setRefusals(({ [field]: _, ...others }) => others);
  };
  const save = async () => {
    setSaving(true);
    const refused = await onSave();
    setRefusals(refused);
    setSaving(false);
    if (Object.keys(refused).length > 0) {
      requestAnimationFrame(() => box.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
    }
  };

  return (
    <section class="console-editor" aria-label={title} ref={box}>
      <h3>{title}</h3>
      <div class="console-field">
        <span class="console-label">Scaling policy type</span>
        <b>Target tracking</b>
        <p class="console-hint">
          Holds a metric near a target value. There is no form for step scaling here: the AWS CLI and the SDKs make such
          policies.
        </p>
      </div>
      <Field
        label="Policy name"
        value={policy.name}
        onInput={(name) => set({ name }, "name")}
        refusal={refusals.name}
        hint="1 to 256 printable ASCII characters."
      />
      <div class="console-field">
        <label for={metricId}>ECS service metric</label>
        <select
          id={metricId}
          value={policy.metric}
          onChange={(event) => set({ metric: event.currentTarget.value }, "metric")}
          aria-invalid={refusals.metric ? true : undefined}
          aria-describedby={`${metricId}-refusal`}
        >
          {METRICS.map((it) => (
            <option key={it.id} value={it.id}>
              {it.id}
            </option>
          ))}
        </select>
        <p id={`${metricId}-refusal`} class="console-refusal" aria-live="polite">
          {refusals.metric}
        </p>
      </div>
      <div class="console-editor-graph">
        {metric && <MetricGraph metric={metric} target={target > 0 ? target : undefined} />}
      </div>
      <Field
        label="Target value"
        value={policy.targetValue}
        onInput={(targetValue) => set({ targetValue }, "targetValue")}
        refusal={refusals.targetValue}
        numeric
        unit={policy.metric === "ALBRequestCountPerTarget" ? "requests per target and minute" : "%"}
      />
      <Field
        label="Scale-out cooldown period"
        value={policy.scaleOutCooldown}
        onInput={(scaleOutCooldown) => set({ scaleOutCooldown }, "scaleOutCooldownSeconds")}
        refusal={refusals.scaleOutCooldownSeconds}
        numeric
        unit="seconds between scaling actions"
      />
      <Field
        label="Scale-in cooldown period"
        value={policy.scaleInCooldown}
        onInput={(scaleInCooldown) => set({ scaleInCooldown }, "scaleInCooldownSeconds")}
        refusal={refusals.scaleInCooldownSeconds}
        numeric
        unit="seconds between scaling actions"
      />
      <label class="console-check">
        <input
          type="checkbox"
          checked={policy.disableScaleIn}
          onChange={(event) => set({ disableScaleIn: event.currentTarget.checked }, "disableScaleIn")}
        />
        Disable scale-in
      </label>
      <div class="console-actions console-wizard-actions">
        <button class="button" type="button" onClick={onCancel}>
          Cancel
        </button>
        <button type="button" class="button button-primary" onClick={save} disabled={saving}>
          Save
        </button>
      </div>
    </section>
  );
}
