import type { AlarmHistoryItem } from "@aws-sdk/client-cloudwatch";
import { trackingPolicy } from "../chapters/configuring-service-auto-scaling.ts";
import { expectThat } from "../expectation.ts";
import { alarmHistoryOf, scalableTargetOf, scalingPoliciesOf } from "../reading.ts";
import { alarmPrefixOf, scenario } from "../scenario.ts";
import { step } from "../step.ts";

export const labCodeConfigured = step("lab-code-configured", async (looking) => {
  const [target, policies] = await Promise.all([scalableTargetOf(looking), scalingPoliciesOf(looking)]);
  return [
    expectThat("The service is a scalable target")
      .exists(target)
      .otherwise("Register it with a minimum of 1 and a maximum of 5.")
      .hint("code-configured"),
    expectThat("Minimum number of tasks").of(target, "MinCapacity").is(scenario.minCapacity).hint("code-configured"),
    expectThat("Maximum number of tasks").of(target, "MaxCapacity").is(scenario.maxCapacity).hint("code-configured"),
    expectThat("The service has a target tracking policy")
      .exists(trackingPolicy(looking, policies))
      .otherwise("Put a target tracking policy on ECSServiceAverageCPUUtilization.")
      .hint("code-configured"),
  ];
});

/**
 * Everything was deleted and made again with the same values. The record is the history of the alarms, which CloudWatch keeps when
 * they are gone: AlarmHigh of the old policy watched for its target value (API_DescribeAlarmHistory).
 */
export const labCodeAgain = step("lab-code-again", async (looking) => {
  const [target, policies, updates] = await Promise.all([
    scalableTargetOf(looking),
    scalingPoliciesOf(looking),
    alarmHistoryOf(looking, { type: "ConfigurationUpdate" }),
  ]);
  const deletions = updates.filter(
    ({ AlarmName, HistorySummary }) => AlarmName?.includes("-AlarmHigh-") && HistorySummary?.endsWith(" deleted"),
  );
  // A policy that is saved again deletes its alarms too: only what went before the target was registered went with everything.
  const made = target.found?.CreationTime;
  const gone = deletions.find(({ Timestamp }) => !made || Timestamp! <= made);
  const { region, service } = looking;
  const history = { kind: "Alarm history of", name: alarmPrefixOf(service), region, found: updates[0] ?? {} };
  return [
    expectThat("The configuration had been deleted")
      .of(history, "AlarmHigh deleted before the scalable target was registered", gone !== undefined)
      .is(true)
      .since(gone?.Timestamp?.getTime())
      .because("What was never gone has not been made from a text.")
      .otherwise("Save the script in the terminal first, then deregister the scalable target.")
      .hint("code-again"),
    expectThat("The service is a scalable target")
      .exists(target)
      .otherwise("Run the script that you have saved.")
      .hint("code-again"),
    expectThat("Minimum number of tasks").of(target, "MinCapacity").is(scenario.minCapacity).hint("code-again"),
    expectThat("Maximum number of tasks").of(target, "MaxCapacity").is(scenario.maxCapacity).hint("code-again"),
    expectThat("The service has a target tracking policy")
      .exists(trackingPolicy(looking, policies))
      .otherwise("Run the script that you have saved.")
      .hint("code-again"),
    expectThat("Target value")
      .of(trackingPolicy(looking, policies), "TargetTrackingScalingPolicyConfiguration.TargetValue")
      .is(thresholdOf(gone) ?? scenario.targetValue)
      .because("The policy that was deleted had another target.")
      .otherwise("Run the script as it was exported.")
      .hint("code-again"),
  ];
});

/** What a deleted alarm had watched for. */
function thresholdOf(deletion: AlarmHistoryItem | undefined): number | undefined {
  const { deletedAlarm } = JSON.parse(deletion?.HistoryData ?? "{}") as { deletedAlarm?: { threshold?: unknown } };
  return typeof deletedAlarm?.threshold === "number" ? deletedAlarm.threshold : undefined;
}
