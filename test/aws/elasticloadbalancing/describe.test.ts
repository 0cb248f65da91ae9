import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type DescribeTargetHealthCommandInput,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { ACCOUNT_ID, REGION, refusal } from "../sdk-account.ts";
import { workshop } from "../workshop.ts";

const ARN = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT_ID}`;

async function balanced() {
  const account = workshop();
  const balancer = (await account.elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers![0]!;
  const group = (await account.elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups![0]!;
  const LoadBalancerArn = balancer.LoadBalancerArn!;
  const listener = (await account.elb.send(new DescribeListenersCommand({ LoadBalancerArn }))).Listeners![0]!;
  const health = async (Targets?: { Id: string; Port?: number }[]) =>
    (await account.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: group.TargetGroupArn, Targets })))
      .TargetHealthDescriptions!;
  return { ...account, balancer, group, listener, health };
}

test("the workshop has one active load balancer of type application in two zones", async () => {
  const { balancer } = await balanced();

  expect(balancer).toMatchObject({
    LoadBalancerName: "containers-workshop-alb",
    LoadBalancerArn: expect.stringMatching(
      new RegExp(`^${ARN}:loadbalancer/app/containers-workshop-alb/[0-9a-f]{16}$`),
    ),
    DNSName: expect.stringMatching(/^containers-workshop-alb-\d+\.us-east-1\.elb\.amazonaws\.com$/),
    State: { Code: "active" },
    Type: "application",
    Scheme: "internet-facing",
    IpAddressType: "ipv4",
    CreatedTime: expect.any(Date),
  });
  expect(balancer.AvailabilityZones!.map((it) => it.ZoneName)).toEqual(["us-east-1a", "us-east-1b"]);
});

test("listener and rules forward to the service's target group, the default rule last", async () => {
  const { elb, group, listener } = await balanced();
  const forward = {
    Type: "forward",
    TargetGroupArn: group.TargetGroupArn,
    ForwardConfig: {
      TargetGroups: [{ TargetGroupArn: group.TargetGroupArn, Weight: 1 }],
      TargetGroupStickinessConfig: { Enabled: false },
    },
  };

  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn: listener.ListenerArn }));

  expect(listener).toMatchObject({ Port: 80, Protocol: "HTTP", DefaultActions: [forward] });
  expect(Rules).toMatchObject([
    {
      Priority: "1",
      IsDefault: false,
      Actions: [forward],
      Conditions: [{ Field: "path-pattern", Values: ["/*"], PathPatternConfig: { Values: ["/*"] } }],
    },
    { Priority: "default", IsDefault: true, Actions: [forward], Conditions: [] },
  ]);
});

test("the target group is the load balancer's, with AWS's health check", async () => {
  const { balancer, group } = await balanced();

  expect(group).toMatchObject({
    TargetGroupName: "containers-workshop-ecs-target",
    LoadBalancerArns: [balancer.LoadBalancerArn],
    TargetType: "instance",
    Protocol: "HTTP",
    Port: 80,
    HealthCheckPath: "/",
    HealthCheckPort: "traffic-port",
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    Matcher: { HttpCode: "200" },
    ProtocolVersion: "HTTP1",
  });
});

test("a new task's target registers, is checked, and then is healthy; a stopped task's drains and is gone", async () => {
  const account = await balanced();
  const states = async () =>
    (await account.health()).map(({ TargetHealth }) =>
      [TargetHealth!.State, TargetHealth!.Reason].filter(Boolean).join(" "),
    );
  const seen = new Set<string>();
  const watch = async (minutes: number) => {
    for (let second = 0; second < minutes * 60; second++) {
      account.pass({ minutes: 1 / 60 });
      for (const state of await states()) seen.add(state);
    }
  };
  expect(await states()).toEqual(["healthy"]);

  await account.register({ MinCapacity: 2, MaxCapacity: 2 });
  await watch(2);
  expect(await states()).toEqual(["healthy", "healthy"]);
  expect([...seen]).toEqual(["healthy", "initial Elb.RegistrationInProgress", "initial Elb.InitialHealthChecking"]);

  seen.clear();
  await account.register({ MinCapacity: 1, MaxCapacity: 1 });
  await watch(2);
  expect(await states()).toEqual(["healthy"]);
  expect([...seen]).toEqual(["healthy", "draining Target.DeregistrationInProgress"]);
});

test("a target is an instance and the port of its task; one that is not registered is unused", async () => {
  const { health, region } = await balanced();
  const [registered] = await health();

  const instances = Object.values(region.ecs.containerInstances).map((it) => it.ec2InstanceId);
  expect(instances).toContain(registered!.Target!.Id);
  expect(registered).toEqual({
    Target: { Id: expect.any(String), Port: expect.any(Number) },
    HealthCheckPort: String(registered!.Target!.Port),
    TargetHealth: { State: "healthy" },
    AdministrativeOverride: {
      State: "no_override",
      Reason: "AdministrativeOverride.NoOverride",
      Description: "No override is currently active on target",
    },
  });
  expect(await health([{ Id: registered!.Target!.Id! }])).toEqual([registered]);
  expect(await health([{ Id: "i-00000000000000000", Port: 8080 }])).toEqual([
    {
      Target: { Id: "i-00000000000000000", Port: 8080 },
      HealthCheckPort: "8080",
      TargetHealth: {
        State: "unused",
        Reason: "Target.NotRegistered",
        Description: "Target is not registered to the target group",
      },
    },
  ]);
});

test("anomaly detection of targets is told when it is asked for", async () => {
  const { elb, group } = await balanced();
  const TargetGroupArn = group.TargetGroupArn!;
  const asked = async (Include: DescribeTargetHealthCommandInput["Include"]) =>
    (await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn, Include }))).TargetHealthDescriptions![0];

  for (const include of ["AnomalyDetection", "All"] as const)
    expect((await asked([include]))!.AnomalyDetection).toEqual({ Result: "normal", MitigationInEffect: "no" });
  expect(await asked([])).not.toHaveProperty("AnomalyDetection");
  expect((await refusal(asked(["Everything" as "All"]))).message).toBe(
    "1 validation error detected: Value 'Everything' at 'include.1.member' failed to satisfy constraint: Member must satisfy enum value set: [AnomalyDetection, All]",
  );
});

test("attributes and tags can be read", async () => {
  const { elb, balancer, group, listener } = await balanced();
  const LoadBalancerArn = balancer.LoadBalancerArn!;
  const TargetGroupArn = group.TargetGroupArn!;

  const ofGroup = await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
  const ofBalancer = await elb.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  const tags = await elb.send(
    new DescribeTagsCommand({ ResourceArns: [TargetGroupArn, LoadBalancerArn, listener.ListenerArn!] }),
  );

  expect(Object.fromEntries(ofGroup.Attributes!.map(({ Key, Value }) => [Key, Value]))).toMatchObject({
    "load_balancing.algorithm.type": "round_robin",
    "slow_start.duration_seconds": "0",
    "stickiness.enabled": "false",
    "stickiness.lb_cookie.duration_seconds": "86400",
  });
  expect(ofBalancer.Attributes).toContainEqual({ Key: "idle_timeout.timeout_seconds", Value: "60" });
  expect(tags.TagDescriptions!.map((it) => it.ResourceArn)).toEqual([
    TargetGroupArn,
    LoadBalancerArn,
    listener.ListenerArn,
  ]);
});

test("what does not exist is an error, by ARN and by name", async () => {
  const { elb, listener } = await balanced();
  const gone = `${ARN}:targetgroup/gone/0123456789abcdef`;

  const refusals = await Promise.all([
    refusal(elb.send(new DescribeTargetGroupsCommand({ Names: ["gone"] }))),
    refusal(elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: gone }))),
    refusal(elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: gone }))),
    refusal(elb.send(new DescribeLoadBalancersCommand({ Names: ["gone", "containers-workshop-alb"] }))),
    refusal(
      elb.send(new DescribeListenersCommand({ LoadBalancerArn: `${ARN}:loadbalancer/app/gone/0123456789abcdef` })),
    ),
    refusal(elb.send(new DescribeRulesCommand({ ListenerArn: `${listener.ListenerArn}0` }))),
  ]);

  expect(refusals.map((it) => it.message)).toEqual([
    "One or more target groups not found",
    "One or more target groups not found",
    "One or more target groups not found",
    "One or more load balancers not found",
    "One or more load balancers not found",
    "One or more listeners not found",
  ]);
  expect(new Set(refusals.map((it) => it.status))).toEqual(new Set([400]));
});

test("a page of rules is continued by its marker", async () => {
  const { elb, listener } = await balanced();
  const rules = (Marker?: string) =>
    elb.send(new DescribeRulesCommand({ ListenerArn: listener.ListenerArn, PageSize: 1, Marker }));

  const first = await rules();
  const second = await rules(first.NextMarker);

  expect([first, second].map((it) => it.Rules!.map((rule) => rule.Priority))).toEqual([["1"], ["default"]]);
  expect(second.NextMarker).toBeUndefined();
  expect((await refusal(rules("garbage"))).status).toBe(400);
});
