import { alarmWords, stepWords } from "../step-words.ts";
import type { PolicyDraft } from "./draft.ts";
import { boundText, isAbove } from "./step-draft.ts";

/** What a policy of the draft does; `whole` with cooldowns and everything else that was chosen. */
export function PolicyWords({ policy, whole = false }: { policy: PolicyDraft; whole?: boolean }) {
  if (policy.type !== "StepScaling") return <>{tracking(policy, whole)}</>;
  const { alarm, adjustmentType, rows, cooldown, least } = policy.step;
  return (
    <>
      {rows.map((row, i) => {
        const bounds = { lower: boundText(row.lower, alarm), upper: boundText(row.upper, alarm) };
        return (
          <span class="console-line" key={i}>
            {stepWords({ ...row, ...bounds }, adjustmentType, alarm.metric, isAbove(alarm))}
          </span>
        );
      })}
      <span class="console-line">
        Alarm {alarm.name}: {alarmWords(alarm)}
      </span>
      {whole && (
        <span class="console-line">
          Cooldown {seconds(cooldown)}
          {adjustmentType === "PercentChangeInCapacity" && least !== "" && `, at least ${least} tasks at once`}
        </span>
      )}
    </>
  );
}

function tracking(policy: PolicyDraft, whole: boolean): string {
  const { metric, targetValue, scaleOutCooldown, scaleInCooldown, disableScaleIn } = policy;
  if (!whole) return `${metric} at ${targetValue}`;
  return `${metric} at ${targetValue}, cooldown ${seconds(scaleOutCooldown)} out and ${seconds(scaleInCooldown)} in${disableScaleIn ? ", scale-in disabled" : ""}`;
}

const seconds = (text: string) => (text.trim() === "" ? "AWS’s default" : `${text.trim()} s`);
