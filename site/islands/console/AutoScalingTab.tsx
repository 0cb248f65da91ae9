import type { AlarmView, PolicyView, ServiceView } from "../../../server/contract/index.ts";
import { Facts } from "./parts.tsx";
import { alarmWords, stepWords } from "./step-words.ts";
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
      {policy.step ? <Steps step={policy.step} policy={policy} /> : <Tracking policy={policy} />}
      <h5>Alarms</h5>
      {policy.alarms.length === 0 && (
        <p class="console-empty">{policy.step ? "No alarm: nothing executes this policy." : "No alarm."}</p>
      )}
      <ul class="console-alarms" aria-label={`Alarms of ${policy.name}`}>
        {policy.alarms.map((alarm) => (
          <li key={alarm.name}>
            <b>{alarm.name}</b>
            <span class={`state ${alarm.state.toLowerCase()}`}>{alarm.state}</span>
            <p>
              {policy.step ? `${alarmWords({ ...alarm, periods: alarm.evaluationPeriods })}. ` : thresholdWords(alarm)}
              {alarm.reason}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tracking({ policy }: { policy: PolicyView }) {
  return (
    <>
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
    </>
  );
}

/** AWS measures steps from the threshold of the alarm: with one alarm they are values of its metric, else so much above or below. */
function Steps({ step, policy }: { step: NonNullable<PolicyView["step"]>; policy: PolicyView }) {
  const [alarm] = policy.alarms;
  const metric = policy.alarms.length === 1 ? policy.metric : "metric − threshold";
  const isAbove = alarm?.comparison.startsWith("Greater") ?? true;
  const bound = (value: number | null) => (value === null ? "" : String(value));
  return (
    <>
      <Facts
        facts={[
          ["Policy type", policyType(policy.type)],
          [
            "Scaling action",
            step.steps.map(({ lower, upper, adjustment }, i) => (
              <span class="console-line" key={i}>
                {stepWords(
                  {
                    lower: bound(lower),
                    upper: bound(upper),
                    removes: adjustment < 0,
                    amount: String(Math.abs(adjustment)),
                  },
                  step.adjustmentType,
                  metric,
                  isAbove,
                )}
              </span>
            )),
          ],
        ]}
      />
      <Facts
        short
        facts={[
          ["Cooldown period", seconds(step.cooldownSeconds)],
          ...(step.minAdjustmentMagnitude === null
            ? []
            : [["At least", `${step.minAdjustmentMagnitude} tasks at once`] as [string, string]]),
        ]}
      />
    </>
  );
}

const thresholdWords = ({ threshold }: AlarmView) => (threshold === null ? "" : `Threshold ${threshold}. `);

/** `TargetTrackingScaling` as the console writes it. */
export const policyType = (type: string) =>
  ({ TargetTrackingScaling: "Target tracking", StepScaling: "Step scaling", PredictiveScaling: "Predictive scaling" })[
    type
  ] ?? type;

const seconds = (value: number | null) =>
  value === null ? `${COOLDOWN_SECONDS_DEFAULT} s (AWS's default)` : `${value} s`;
