import type { PolicyView, ServiceView } from "../../../server/contract/index.ts";
import { Facts } from "./parts.tsx";
import { COOLDOWN_SECONDS_DEFAULT } from "./wizard/draft.ts";

/** The tab *Auto Scaling* of a service: bounds, policies, and the state of their alarms. */
export function AutoScalingTab({ scaling }: { scaling: NonNullable<ServiceView["scaling"]> }) {
  const { target, policies } = scaling;
  if (!target) {
    return (
      <p class="console-empty">
        Service Auto Scaling is not configured: nothing adjusts this service's desired count. Choose <b>Update</b> and
        go to <i>Set Auto Scaling</i>.
      </p>
    );
  }
  return (
    <>
      <Facts
        short
        facts={[
          ["Minimum tasks", target.minCapacity],
          ["Maximum tasks", target.maxCapacity],
          ...(target.suspended.length > 0 ? [["Suspended", target.suspended.join(", ")] as [string, string]] : []),
        ]}
      />
      <h3>Scaling policies</h3>
      {policies.length === 0 && (
        <p class="console-empty">No policy: the bounds alone never change the desired count.</p>
      )}
      {policies.map((policy) => (
        <Policy key={policy.name} policy={policy} />
      ))}
    </>
  );
}

function Policy({ policy }: { policy: PolicyView }) {
  return (
    <section class="console-policy" aria-label={`Policy ${policy.name}`}>
      <h4>{policy.name}</h4>
      <Facts
        facts={[
          ["Policy type", policyType(policy.type)],
          ["Tracking", policy.targetValue === null ? policy.metric : `${policy.metric} at ${policy.targetValue}`],
        ]}
      />
      <Facts
        short
        facts={[
          ["Scale-out cooldown period", seconds(policy.scaleOutCooldownSeconds)],
          ["Scale-in cooldown period", seconds(policy.scaleInCooldownSeconds)],
          ["Disable scale-in", policy.disableScaleIn ? "yes" : "no"],
        ]}
      />
      <h5>Alarms</h5>
      {policy.alarms.length === 0 && <p class="console-empty">No alarm.</p>}
      <ul class="console-alarms" aria-label={`Alarms of ${policy.name}`}>
        {policy.alarms.map((alarm) => (
          <li key={alarm.name}>
            <b>{alarm.name}</b>
            <span class={`state ${alarm.state.toLowerCase()}`}>{alarm.state}</span>
            <p>
              {alarm.threshold !== null && `Threshold ${alarm.threshold}. `}
              {alarm.reason}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `TargetTrackingScaling` as the console writes it. */
export const policyType = (type: string) =>
  ({ TargetTrackingScaling: "Target tracking", StepScaling: "Step scaling", PredictiveScaling: "Predictive scaling" })[
    type
  ] ?? type;

const seconds = (value: number | null) =>
  value === null ? `${COOLDOWN_SECONDS_DEFAULT} s (AWS's default)` : `${value} s`;
