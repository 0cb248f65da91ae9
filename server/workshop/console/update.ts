import type {
  DeleteScalingPolicyCommandInput,
  DeregisterScalableTargetCommandInput,
  PutScalingPolicyCommandInput,
  PutScalingPolicyCommandOutput,
  PutScheduledActionCommandInput,
  RegisterScalableTargetCommandInput,
} from "@aws-sdk/client-application-auto-scaling";
import type { DeleteAlarmsCommandInput, PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import type {
  CreateServiceCommandInput,
  DeleteServiceCommandInput,
  UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";
import type { ModifyTargetGroupCommandInput } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Account, AwsClients } from "../../accounts/account.ts";
import type { PlannedCall, UpdateOutcome, UpdatePlan } from "../../contract/index.ts";
import { sdk } from "../sdk.ts";
import { POLICY_ARN } from "./cli.ts";

/**
 * Carries a plan out, call by call. After a failure nothing more is tried, and every call says what became of it. Nobody takes back
 * what was done: a new plan against the account holds what is missing.
 */
export async function carryOut({ aws, denied }: Account, plan: UpdatePlan): Promise<UpdateOutcome> {
  const results: UpdateOutcome["results"] = [];
  let failed = false;
  let policyArn: string | undefined;
  for (const call of plan.calls) {
    const error: Failure = failed
      ? null
      : await errorOf(denied, async () => {
          const answer = await send(aws, call, policyArn);
          if (call.keepsPolicyArn) policyArn = (answer as PutScalingPolicyCommandOutput).PolicyARN;
        });
    results.push({ ...call, status: failed ? "not-tried" : error ? "failed" : "done", error });
    failed ||= error !== null;
  }
  return { results, complete: !failed };
}

type Failure = UpdateOutcome["results"][number]["error"];

async function send(
  aws: AwsClients,
  { operation, input }: PlannedCall,
  policyArn: string | undefined,
): Promise<unknown> {
  const [ecs, scaling, cloudwatch, elb] = await Promise.all([sdk.ecs(), sdk.scaling(), sdk.cloudwatch(), sdk.elb()]);
  switch (operation) {
    case "UpdateService":
      return aws.ecs.send(new ecs.UpdateServiceCommand(input as UpdateServiceCommandInput));
    case "CreateService":
      return aws.ecs.send(new ecs.CreateServiceCommand(input as CreateServiceCommandInput));
    case "DeleteService":
      return aws.ecs.send(new ecs.DeleteServiceCommand(input as DeleteServiceCommandInput));
    case "RegisterScalableTarget":
      return aws.scaling.send(new scaling.RegisterScalableTargetCommand(input as RegisterScalableTargetCommandInput));
    case "DeregisterScalableTarget":
      return aws.scaling.send(
        new scaling.DeregisterScalableTargetCommand(input as DeregisterScalableTargetCommandInput),
      );
    case "PutScalingPolicy":
      return aws.scaling.send(new scaling.PutScalingPolicyCommand(input as PutScalingPolicyCommandInput));
    case "DeleteScalingPolicy":
      return aws.scaling.send(new scaling.DeleteScalingPolicyCommand(input as DeleteScalingPolicyCommandInput));
    case "PutScheduledAction":
      return aws.scaling.send(new scaling.PutScheduledActionCommand(input as PutScheduledActionCommandInput));
    case "PutMetricAlarm": {
      const alarm = input as PutMetricAlarmCommandInput;
      const AlarmActions = alarm.AlarmActions?.map((it) => (it === POLICY_ARN ? policyArn! : it));
      return aws.cloudwatch.send(new cloudwatch.PutMetricAlarmCommand({ ...alarm, AlarmActions }));
    }
    case "DeleteAlarms":
      return aws.cloudwatch.send(new cloudwatch.DeleteAlarmsCommand(input as DeleteAlarmsCommandInput));
    case "ModifyTargetGroup":
      return aws.elb.send(new elb.ModifyTargetGroupCommand(input as unknown as ModifyTargetGroupCommandInput));
    default:
      throw new Error(`A plan holds ${operation}, which nobody carries out.`);
  }
}

/**
 * A refusal is an answer, told as it is; so is a broken line to AWS, after which nobody knows whether the call arrived. The SDK marks
 * both; anything else is a fault of ours.
 */
async function errorOf(deniedBy: Account["denied"], sent: () => Promise<void>): Promise<Failure> {
  try {
    await sent();
    return null;
  } catch (error) {
    if (!(error instanceof Error && "$metadata" in error)) throw error;
    const denied = deniedBy?.(error);
    if (!denied) return { code: error.name, message: error.message };
    const { action, principal, statement } = denied;
    return {
      code: error.name,
      message: `${action} is not allowed for ${principal}. The statement to add to their policy: ${statement}`,
    };
  }
}
