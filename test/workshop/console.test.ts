import { expect, test } from "vitest";
import type { UpdateForm } from "../../server/contract/index.ts";
import { clustersView, clusterView, heldBy, planOf, serviceView } from "../../server/workshop/console.ts";
import { workshopService } from "../../server/workshop/scenario.ts";
import { reference, shop } from "./sandbox.ts";

const cluster = workshopService.cluster;

test("the clusters of the workshop's account", async () => {
  const it = shop();

  expect(await clustersView(it.account)).toEqual({
    clusters: [
      {
        name: cluster,
        arn: `arn:aws:ecs:us-east-1:111122223333:cluster/${cluster}`,
        status: "ACTIVE",
        services: 1,
        runningTasks: 1,
        pendingTasks: 0,
        containerInstances: 2,
      },
    ],
  });
  expect(it.asked().length).toBeLessThanOrEqual(3);
});

test("an empty account has no clusters and no service", async () => {
  const it = shop({ state: "empty" });

  expect(await clustersView(it.account)).toEqual({ clusters: [] });
  expect(await clusterView(it.account, cluster, "services")).toBeUndefined();
  expect(await serviceView(it.account, workshopService, "details")).toBeUndefined();
});

test("a cluster's tabs, each of at most three calls", async () => {
  const it = shop();

  const services = await clusterView(it.account, cluster, "services");
  expect(services!.services).toEqual([
    expect.objectContaining({
      name: workshopService.name,
      status: "ACTIVE",
      serviceType: "REPLICA",
      desired: 1,
      running: 1,
      pending: 0,
      launchType: "EC2",
    }),
  ]);
  expect(services!.services![0]!.taskDefinition).toMatch(/^containers-workshop-ecs-task-def:\d+$/);
  expect(it.asked()).toHaveLength(3);

  const tasks = await clusterView(it.account, cluster, "tasks");
  expect(tasks!.tasks).toEqual([
    expect.objectContaining({
      lastStatus: "RUNNING",
      desiredStatus: "RUNNING",
      group: `service:${workshopService.name}`,
    }),
  ]);
  expect(tasks!.tasks![0]!.id).toMatch(/^[0-9a-f]{32}$/);
  expect(it.asked()).toHaveLength(3);

  const instances = await clusterView(it.account, cluster, "instances");
  expect(instances!.instances).toHaveLength(2);
  expect(new Set(instances!.instances!.map(({ availabilityZone }) => availabilityZone)).size).toBe(2);
  expect(instances!.instances!.map(({ agentConnected, cpuRegistered }) => [agentConnected, cpuRegistered])).toEqual([
    [true, 1024],
    [true, 1024],
  ]);
  expect(it.asked()).toHaveLength(3);

  const metrics = await clusterView(it.account, cluster, "metrics");
  expect(metrics!.metrics!.map(({ label }) => label)).toContain("CPUUtilization");
  expect(it.asked()).toHaveLength(2);
});

test("a service's tabs, each of at most three calls", async () => {
  const it = shop();

  const details = (await serviceView(it.account, workshopService, "details"))!;
  expect(details.service).toMatchObject({
    cluster,
    forceNewDeployment: false,
    minimumHealthyPercent: expect.any(Number),
  });
  expect(details.service.loadBalancers).toEqual([
    expect.objectContaining({
      targetGroupName: "containers-workshop-ecs-target",
      containerName: "containers-workshop-app",
      containerPort: 80,
    }),
  ]);
  expect(it.asked()).toHaveLength(1);

  expect((await serviceView(it.account, workshopService, "tasks"))!.tasks).toHaveLength(1);
  expect(it.asked()).toHaveLength(3);
  expect((await serviceView(it.account, workshopService, "events"))!.events!.length).toBeGreaterThan(0);
  expect(it.asked()).toHaveLength(2);
  expect((await serviceView(it.account, workshopService, "auto-scaling"))!.scaling).toEqual({
    target: null,
    policies: [],
  });
  expect(it.asked()).toHaveLength(3);
  expect((await serviceView(it.account, workshopService, "deployments"))!.deployments).toEqual([
    expect.objectContaining({ status: "PRIMARY", desired: 1, running: 1 }),
  ]);
  expect(it.asked()).toHaveLength(1);
  expect((await serviceView(it.account, workshopService, "metrics"))!.metrics!.map(({ label }) => label)).toContain(
    "CPUUtilization",
  );
  expect(it.asked()).toHaveLength(2);
});

test("the wizard's update is what the tab Auto Scaling then shows", async () => {
  const it = shop();

  const outcome = await it.update(reference);

  expect(outcome.complete).toBe(true);
  expect(outcome.results.map(({ operation, status, error }) => [operation, status, error])).toEqual([
    ["RegisterScalableTarget", "done", null],
    ["PutScalingPolicy", "done", null],
  ]);
  const { scaling } = (await serviceView(it.account, workshopService, "auto-scaling"))!;
  expect(scaling).toMatchObject({
    target: { minCapacity: 1, maxCapacity: 5, suspended: [] },
    policies: [{ ...reference.scaling!.policies[0], type: "TargetTrackingScaling", editable: true }],
  });
  expect(scaling!.policies[0]!.alarms.map(({ threshold, state }) => [threshold, state])).toEqual([
    [40, "INSUFFICIENT_DATA"],
    [36, "INSUFFICIENT_DATA"],
  ]);
});

test("after a partial failure the outcome says what was done and what was not, and a second press completes it", async () => {
  const it = shop();
  const form: UpdateForm = { ...reference, desiredCount: 2 };
  it.refuse("RegisterScalableTarget");

  const first = await it.update(form);

  expect(first.complete).toBe(false);
  expect(first.results.map(({ operation, status }) => [operation, status])).toEqual([
    ["UpdateService", "done"],
    ["RegisterScalableTarget", "failed"],
    ["PutScalingPolicy", "not-tried"],
  ]);
  expect(first.results[1]!.error).toEqual({ code: "ThrottlingException", message: "Rate exceeded" });

  const second = await it.update(form);

  expect(second.complete).toBe(true);
  expect(second.results.map(({ operation, status }) => [operation, status])).toEqual([
    ["RegisterScalableTarget", "done"],
    ["PutScalingPolicy", "done"],
  ]);
  expect((await it.update(form)).results).toEqual([]);
});

test("making a plan changes nothing", async () => {
  const it = shop();
  const before = structuredClone(it.world);

  const held = await heldBy(it.account, workshopService, reference);
  const plan = planOf(workshopService, reference, held!);

  expect(plan.calls).toHaveLength(2);
  expect(it.asked()).toHaveLength(3);
  expect(it.world).toEqual(before);
});

test("do not adjust takes the target, its policies and alarms away, and leaves the tasks", async () => {
  const it = shop();
  await it.update(reference);

  const held = await heldBy(it.account, workshopService, { desiredCount: 1, scaling: null });
  const plan = planOf(workshopService, { desiredCount: 1, scaling: null }, held!);
  await it.update({ desiredCount: 1, scaling: null });

  expect(plan.deletes).toEqual([
    "The scalable target service/containers-workshop-ecs-cluster/containers-workshop-ecs-service, from 1 to 5 tasks.",
    "The scaling policy containers-workshop-ecs-scaling-policy and its alarms.",
  ]);
  const view = (await serviceView(it.account, workshopService, "auto-scaling"))!;
  expect(view.scaling).toEqual({ target: null, policies: [] });
  expect(view.service.desired).toBe(1);
});

test("requests per target are counted behind the service's own load balancer", async () => {
  const it = shop();
  const [policy] = reference.scaling!.policies;

  const outcome = await it.update({
    ...reference,
    scaling: {
      ...reference.scaling!,
      policies: [{ ...policy!, metric: "ALBRequestCountPerTarget", targetValue: 500 }],
    },
  });

  expect(outcome.results.map(({ error }) => error)).toEqual([null, null]);
  expect(outcome.complete).toBe(true);
});
