import { expectThat, type Resource } from "../expectation.ts";
import { misconceptions } from "../misconceptions.ts";
import {
  activitiesOf,
  alarmHistoryOf,
  alarmsOf,
  desiredCountOf,
  scalableTargetOf,
  scalingPoliciesOf,
  serviceEvenDeleted,
  serviceOf,
} from "../reading.ts";
import { alarmPrefixOf, otherService, resourceIdOf, scenario, transfer } from "../scenario.ts";
import { type Looking, step } from "../step.ts";
import { trackingPolicy } from "./configuring-service-auto-scaling.ts";

/*
 * What a reader does alone at the end of a chapter: the same skill with other names and numbers, on a second service, so that the
 * first one keeps what the next chapter begins with. Nothing of it is needed later.
 */

/** The same question about the other service. */
const atOther = (looking: Looking): Looking => ({ ...looking, service: otherService });

const service = resourceIdOf(otherService);

/** The other service while it runs; one that is being deleted counts as gone. */
async function otherFound(looking: Looking) {
  const resource = await serviceOf(atOther(looking));
  return resource.found?.status === "ACTIVE" ? resource : { ...resource, found: undefined };
}

const isThere = (resource: Resource<unknown>) =>
  expectThat("The other service is in the cluster")
    .exists(resource)
    .otherwise("The last step of chapter 1 makes it with one command.")
    .hint("other-service");

export const secondService = step("second-service", async (looking) => {
  const other = await otherFound(looking);
  return [
    isThere(other),
    expectThat("It keeps two tasks")
      .of(other, "desiredCount")
      .isAtLeast(transfer.minCapacity)
      .because("A service keeps as many tasks running as its desired count says.")
      .otherwise("Set it with update-service, or create the service anew.")
      .hint("other-service"),
    expectThat("They are of the same task definition")
      .of(other, "task definition", other.found?.taskDefinition?.split("/").at(-1)?.split(":")[0])
      .is(TASK_DEFINITION)
      .because("Another one may need another size, and then the room on the instances is another.")
      .hint("other-service"),
  ];
});

const TASK_DEFINITION = "containers-workshop-ecs-task-def";

export const anotherService = step("another-service", async (looking) => {
  const [other, target, policies, first] = await Promise.all([
    otherFound(looking),
    scalableTargetOf(atOther(looking)),
    scalingPoliciesOf(atOther(looking)),
    scalableTargetOf(looking),
  ]);
  const policy = trackingPolicy(looking, policies);
  const configuration = "TargetTrackingScalingPolicyConfiguration";
  const { minCapacity, maxCapacity, targetValue } = transfer;
  return [
    isThere(other),
    expectThat("The other service is a scalable target")
      .exists(target)
      .recognise(misconceptions.firstServiceInstead, () => first.found?.MaxCapacity === maxCapacity)
      .with({ first: resourceIdOf(looking.service), service })
      .otherwise("The step about the range did the same for the first service, with other numbers.")
      .hint("another-service"),
    expectThat("Its smallest number of tasks")
      .of(target, "MinCapacity")
      .isBetween(minCapacity, transfer.liftedTo)
      .recognise(misconceptions.numbersOfTheChapter, (it) => it === scenario.minCapacity)
      .because("Two tasks survive the loss of one.")
      .hint("another-service"),
    expectThat("Its largest number of tasks")
      .of(target, "MaxCapacity")
      .is(maxCapacity)
      .recognise(misconceptions.numbersOfTheChapter, (it) => it === scenario.maxCapacity)
      .because("The task asks for a range up to eight.")
      .hint("another-service"),
    expectThat("A policy tracks its average CPU utilisation")
      .of(
        { ...policy, found: policy.found ?? {} },
        `${configuration}.PredefinedMetricSpecification.PredefinedMetricType`,
      )
      .is(scenario.metric)
      .otherwise("The step about the policy did the same for the first service, with another target.")
      .hint("another-policy"),
    expectThat("Its target value")
      .of({ ...policy, found: policy.found ?? {} }, `${configuration}.TargetValue`)
      .is(targetValue)
      .recognise(misconceptions.numbersOfTheChapter, (it) => it === scenario.targetValue)
      .because("The task asks for a service that is held near 60 %.")
      .hint("another-policy"),
  ];
});

export const growWithoutLoad = step("grow-without-load", async (looking) => {
  const [other, activities] = await Promise.all([otherFound(looking), activitiesOf(atOther(looking))]);
  const lifted = activities.find(
    (activity) =>
      activity.Cause?.startsWith("minimum capacity was set to ") &&
      (desiredCountOf(activity) ?? 0) >= transfer.liftedTo,
  );
  return [
    ...(lifted ? [] : [isThere(other)]),
    expectThat("A higher minimum lifted its desired count")
      .of(
        { kind: "Scaling activities of", name: service, region: looking.region, found: activities[0] ?? {} },
        "desired count set by a minimum",
        lifted && desiredCountOf(lifted),
      )
      .isAtLeast(transfer.liftedTo)
      .since(lifted?.StartTime?.getTime())
      .recognise(misconceptions.raisedByHand, () => (other.found?.desiredCount ?? 0) >= transfer.liftedTo)
      .with({ desired: other.found?.desiredCount })
      .because("So far no activity says that a minimum asked for three tasks.")
      .otherwise("Move the range, not the desired count; the step about the events shows where the reason stands.")
      .hint("grow-without-load"),
  ];
});

export const cleanUpAnother = step("clean-up-another", async (looking) => {
  const [other, remembered, target, alarms, deleted] = await Promise.all([
    otherFound(looking),
    serviceEvenDeleted(atOther(looking)),
    scalableTargetOf(atOther(looking)),
    alarmsOf(atOther(looking)),
    alarmHistoryOf(atOther(looking), { type: "ConfigurationUpdate" }),
  ]);
  return [
    expectThat("The other service had been there")
      .of(
        { kind: "Service", name: otherService.name, region: looking.region, found: remembered ?? {} },
        "made and deleted",
        remembered !== undefined || deleted.length > 0,
      )
      .is(true)
      .because("There is nothing to take away from a cluster that never had it.")
      .otherwise("The last step of chapter 1 makes it with one command.")
      .hint("other-service"),
    expectThat("Its scalable target is gone")
      .isGone(target)
      .otherwise("The step before did the same for the first service.")
      .hint("clean-up-another"),
    expectThat("The other service is gone")
      .isGone(other)
      .because("It goes on running two tasks, with nobody using them.")
      .hint("clean-up-another"),
    expectThat("Its alarms are gone").isGone({
      kind: "Alarm",
      name: alarms[0]?.AlarmName ?? `${alarmPrefixOf(otherService)}…`,
      region: looking.region,
      found: alarms[0],
    }),
  ];
});
