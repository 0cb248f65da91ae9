import type { ScalingPolicy } from "@aws-sdk/client-application-auto-scaling";
import type {
  PlannedCall,
  PolicyForm,
  StepPolicyForm,
  TrackingPolicyForm,
  UpdateForm,
  UpdatePlan,
} from "../../contract/index.ts";
import { resourceIdOf, type ServiceName } from "../scenario.ts";
import { plural } from "../words.ts";
import { type AlarmInput, inputOf, ownAlarmInput } from "./alarms.ts";
import { cliLine, POLICY_ARN } from "./cli.ts";
import type { Held } from "./held.ts";
import { alarmsOf, isEditable } from "./policy-views.ts";
import { refusalsOf } from "./refusals.ts";
import { isSameStepScaling, stepConfigurationOf } from "./step-policies.ts";
import { isInTheWay, isSameTracking, trackingConfigurationOf } from "./tracking-policies.ts";

/**
 * What has to be called so that the account holds what the form says: the difference and nothing else, in the order in which it is
 * carried out. Policies for which the wizard has no form are kept. Refused fields come before any call.
 */
export function planOf(service: ServiceName, form: UpdateForm, held: Held): UpdatePlan {
  const refusals = refusalsOf(form, held);
  if (refusals.length > 0) return { calls: [], deletes: [], refusals };
  const plan = new Plan(service, form, held);
  if (form.desiredCount !== held.service.desiredCount) plan.setDesiredCount(form.desiredCount);
  if (form.scaling) plan.scale(form.scaling);
  else if (held.target) plan.deregister(held.target);
  plan.deleteAlarms();
  return { calls: plan.calls, deletes: plan.deletes, refusals: [] };
}

type Scaling = NonNullable<UpdateForm["scaling"]>;

/** The calls of one plan in their order. Alarms are kept as they will be after the calls so far: PutMetricAlarm says all of an alarm. */
class Plan {
  readonly calls: PlannedCall[] = [];
  readonly deletes: string[] = [];
  readonly #service: ServiceName;
  readonly #held: Held;
  readonly #keys: { ServiceNamespace: "ecs"; ResourceId: string; ScalableDimension: "ecs:service:DesiredCount" };
  readonly #alarms: Map<string, AlarmInput>;
  readonly #deletedAlarms: string[];

  constructor(service: ServiceName, { deletedAlarms = [] }: UpdateForm, held: Held) {
    this.#service = service;
    this.#held = held;
    this.#keys = {
      ServiceNamespace: "ecs",
      ResourceId: resourceIdOf(service),
      ScalableDimension: "ecs:service:DesiredCount",
    };
    this.#alarms = new Map(held.alarms.map((alarm) => [alarm.AlarmName!, inputOf(alarm)]));
    this.#deletedAlarms = deletedAlarms;
  }

  setDesiredCount(desiredCount: number): void {
    const { cluster, name } = this.#service;
    const purpose = `Set the desired number of tasks to ${desiredCount}`;
    this.#add("ecs", "UpdateService", purpose, { cluster, service: name, desiredCount });
  }

  /** Bounds, then what goes, then what comes: two policies cannot share a metric even for a moment. */
  scale({ minCapacity, maxCapacity, policies, removedPolicies = [] }: Scaling): void {
    const { target } = this.#held;
    if (target?.minCapacity !== minCapacity || target.maxCapacity !== maxCapacity)
      this.#add(
        "application-autoscaling",
        "RegisterScalableTarget",
        `Let Service Auto Scaling keep between ${minCapacity} and ${plural(maxCapacity, "task")}`,
        {
          ...this.#keys,
          MinCapacity: minCapacity,
          MaxCapacity: maxCapacity,
          // AWS: a target that is there already takes no tags (recorded: ValidationException, AASCTL).
          ...(this.#held.tags && !target && { Tags: this.#held.tags }),
        },
      );
    for (const policy of this.#held.policies) {
      const removable = isEditable(policy, this.#held.alarms) || removedPolicies.includes(policy.PolicyName!);
      if (removable) this.#clear(policy, policies);
    }
    for (const policy of policies) {
      if (policy.type === "StepScaling") this.#step(policy);
      else this.#track(policy, policies);
    }
  }

  /** Deletes a policy that the form no longer has, or whose metric another one takes. */
  #clear(policy: ScalingPolicy, wanted: PolicyForm[]): void {
    const name = policy.PolicyName!;
    const kept = wanted.some((it) => it.name === name);
    if (kept && !isInTheWay(policy, wanted)) return;
    if (!kept) this.deletes.push(this.#farewell(policy));
    const purpose = kept
      ? `Delete the scaling policy ${name}, whose metric another policy takes; it is made again below`
      : `Delete the scaling policy ${name}`;
    this.#add("application-autoscaling", "DeleteScalingPolicy", purpose, { PolicyName: name, ...this.#keys });
    this.#forgetActions(policy);
  }

  #track(policy: TrackingPolicyForm, wanted: PolicyForm[]): void {
    const configuration = trackingConfigurationOf(policy, this.#held);
    const before = this.#heldPolicy(policy.name);
    const stays = before && !isInTheWay(before, wanted);
    if (stays && isSameTracking(before.TargetTrackingScalingPolicyConfiguration, configuration)) return;
    this.#add(
      "application-autoscaling",
      "PutScalingPolicy",
      `${before ? "Change" : "Make"} the scaling policy ${policy.name}, which keeps ${policy.metric} at ${policy.targetValue}`,
      {
        PolicyName: policy.name,
        ...this.#keys,
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: configuration,
      },
    );
  }

  /** AWS: the policy comes first, as its alarm has to name its ARN. The alarm that called it before is left without it. */
  #step(policy: StepPolicyForm): void {
    const { alarm: form } = policy;
    const before = this.#heldPolicy(policy.name);
    const threshold = form.choice === "own" ? form.threshold : this.#alarms.get(form.name)!.Threshold!;
    const configuration = stepConfigurationOf(policy, threshold, before);
    if (!isSameStepScaling(before?.StepScalingPolicyConfiguration, configuration))
      this.#add(
        "application-autoscaling",
        "PutScalingPolicy",
        `${before ? "Change" : "Make"} the scaling policy ${policy.name} and its steps`,
        {
          PolicyName: policy.name,
          ...this.#keys,
          PolicyType: "StepScaling",
          StepScalingPolicyConfiguration: configuration,
        },
        { keepsPolicyArn: before === undefined },
      );

    const arn = before?.PolicyARN ?? POLICY_ARN;
    const known = this.#alarms.get(form.name);
    const wanted = form.choice === "own" ? ownAlarmInput(form, this.#service, known) : known!;
    const calls = known?.AlarmActions.includes(arn) ?? false;
    this.#putAlarm(
      { ...wanted, AlarmActions: calls ? wanted.AlarmActions : [...wanted.AlarmActions, arn] },
      calls
        ? `Change the alarm ${form.name}`
        : `${known ? "Let" : "Make"} the alarm ${form.name}${known ? "" : ", and let it"} call ${policy.name}`,
    );
    for (const { AlarmName } of before?.Alarms ?? []) {
      const left = this.#alarms.get(AlarmName!);
      if (!left || AlarmName === form.name || this.#deletedAlarms.includes(AlarmName!)) continue;
      const AlarmActions = left.AlarmActions.filter((it) => it !== arn);
      this.#putAlarm({ ...left, AlarmActions }, `Let the alarm ${AlarmName} no longer call ${policy.name}`);
    }
  }

  /** AWS: deregistering deletes the target's policies, and the alarms of target tracking with them (API_DeregisterScalableTarget). */
  deregister({ minCapacity, maxCapacity }: NonNullable<Held["target"]>): void {
    const id = this.#keys.ResourceId;
    this.deletes.push(`The scalable target ${id}, from ${minCapacity} to ${plural(maxCapacity, "task")}.`);
    for (const policy of this.#held.policies) {
      this.deletes.push(this.#farewell(policy));
      this.#forgetActions(policy);
    }
    const purpose = "Let Service Auto Scaling leave the desired number of tasks alone";
    this.#add("application-autoscaling", "DeregisterScalableTarget", purpose, this.#keys);
  }

  deleteAlarms(): void {
    const names = this.#deletedAlarms.filter((name) => this.#alarms.has(name));
    if (names.length === 0) return;
    const which = names.length === 1 ? `the alarm ${names[0]}` : `the alarms ${names.join(", ")}`;
    this.#add("cloudwatch", "DeleteAlarms", `Delete ${which}`, { AlarmNames: names });
    this.deletes.push(...names.map((name) => `The alarm ${name}.`));
  }

  /** What goes with a policy. AWS: the alarms of a step scaling policy stay, without the action (API_DeleteScalingPolicy). */
  #farewell(policy: ScalingPolicy): string {
    if (policy.PolicyType === "TargetTrackingScaling") return `The scaling policy ${policy.PolicyName} and its alarms.`;
    const stay = alarmsOf(policy, this.#held.alarms)
      .map(({ AlarmName }) => AlarmName!)
      .filter((name) => !this.#deletedAlarms.includes(name));
    const left =
      stay.length === 0
        ? ""
        : ` AWS leaves ${stay.join(" and ")}, which no longer ${stay.length === 1 ? "calls" : "call"} it.`;
    return `The scaling policy ${policy.PolicyName}.${left}`;
  }

  #forgetActions({ PolicyARN }: ScalingPolicy): void {
    for (const [name, alarm] of this.#alarms)
      this.#alarms.set(name, { ...alarm, AlarmActions: alarm.AlarmActions.filter((it) => it !== PolicyARN) });
  }

  #putAlarm(alarm: AlarmInput, purpose: string): void {
    if (JSON.stringify(alarm) === JSON.stringify(this.#alarms.get(alarm.AlarmName))) return;
    this.#alarms.set(alarm.AlarmName, alarm);
    const isNew = !this.#held.alarms.some((it) => it.AlarmName === alarm.AlarmName);
    const tags = isNew ? Object.entries(this.#held.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) : [];
    this.#add("cloudwatch", "PutMetricAlarm", purpose, tags.length > 0 ? { ...alarm, Tags: tags } : alarm);
  }

  #heldPolicy = (name: string): ScalingPolicy | undefined =>
    this.#held.policies.find(({ PolicyName }) => PolicyName === name);

  #add(
    service: string,
    operation: string,
    purpose: string,
    input: object,
    { keepsPolicyArn = false }: { keepsPolicyArn?: boolean } = {},
  ): void {
    const keeps = keepsPolicyArn ? { keepsPolicyArn } : {};
    this.calls.push({
      id: `${this.calls.length + 1}-${operation}`,
      service,
      operation,
      purpose,
      input,
      cli: cliLine(service, operation, input as Record<string, unknown>, keeps),
      ...keeps,
    });
  }
}
