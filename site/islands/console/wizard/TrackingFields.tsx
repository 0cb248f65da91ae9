import type { ServiceView } from "../../../../server/contract/index.ts";
import { useView } from "../../../client/use-view.ts";
import { MetricGraph } from "../MetricGraph.tsx";
import { servicePath } from "../where.ts";
import { Choice } from "./Choice.tsx";
import { Field } from "./Field.tsx";
import type { PolicyFieldsProps } from "./PolicyEditor.tsx";

/** The metrics the classic console offers for target tracking, with the label of the graph each has among the service's metrics. */
const METRICS = [
  { id: "ECSServiceAverageCPUUtilization", graph: "CPUUtilization" },
  { id: "ECSServiceAverageMemoryUtilization", graph: "MemoryUtilization" },
  { id: "ALBRequestCountPerTarget", graph: "RequestCountPerTarget" },
];

/** Target tracking: a metric, its target and two cooldowns. */
export function TrackingFields({ cluster, service, policy, set, refusals }: PolicyFieldsProps) {
  const graph = METRICS.find((metric) => metric.id === policy.metric)?.graph;
  return (
    <>
      <Choice
        label="ECS service metric"
        value={policy.metric}
        options={METRICS.map(({ id }) => ({ value: id, label: id }))}
        onChange={(metric) => set({ metric }, "metric")}
        refusal={refusals.metric}
      />
      <PolicyGraph cluster={cluster} service={service} metric={graph} line={policy.targetValue} />
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
    </>
  );
}

type GraphProps = { cluster: string; service: string; metric: string | undefined; line: string };

/** The last hour of a metric, with a line at the value that is being typed. */
export function PolicyGraph({ cluster, service, metric: label, line }: GraphProps) {
  const { data } = useView<ServiceView>(`${servicePath(cluster, service)}?tab=metrics`, ["account", "metrics"]);
  const metric = data?.metrics?.find((it) => it.label === label);
  const target = Number(line);
  return (
    <div class="console-editor-graph">
      {metric && <MetricGraph metric={metric} target={target > 0 ? target : undefined} />}
    </div>
  );
}
