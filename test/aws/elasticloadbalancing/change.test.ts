import { CreateClusterCommand, CreateServiceCommand, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import {
  AddTagsCommand,
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  type CreateLoadBalancerCommandInput,
  CreateRuleCommand,
  type CreateRuleCommandInput,
  CreateTargetGroupCommand,
  type CreateTargetGroupCommandInput,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyListenerCommand,
  ModifyLoadBalancerAttributesCommand,
  ModifyRuleCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  RegisterTargetsCommand,
  RemoveTagsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { applicationAnswer } from "../../../server/sandbox/simulation/index.ts";
import { ACCOUNT_ID, REGION, refusal, sdkAccount } from "../sdk-account.ts";

const ARN = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT_ID}`;

/** An empty account and short ways to what a service with a load balancer needs. */
function site() {
  const account = sdkAccount();
  const { elb } = account;
  const balancer = async (input: Partial<CreateLoadBalancerCommandInput> = {}) =>
    (await elb.send(new CreateLoadBalancerCommand({ Name: "shop", Subnets: ["subnet-1", "subnet-2"], ...input })))
      .LoadBalancers![0]!;
  const group = async (input: Partial<CreateTargetGroupCommandInput> = {}) =>
    (await elb.send(new CreateTargetGroupCommand({ Name: "tasks", Protocol: "HTTP", Port: 80, ...input })))
      .TargetGroups![0]!;
  const listener = async (LoadBalancerArn: string, TargetGroupArn: string, Port = 80) =>
    (
      await elb.send(
        new CreateListenerCommand({
          LoadBalancerArn,
          Protocol: "HTTP",
          Port,
          DefaultActions: [{ Type: "forward", TargetGroupArn }],
        }),
      )
    ).Listeners![0]!;
  const rule = async (
    ListenerArn: string,
    TargetGroupArn: string,
    input: Partial<CreateRuleCommandInput> = { Priority: 1 },
  ) =>
    (
      await elb.send(
        new CreateRuleCommand({
          ListenerArn,
          Priority: 1,
          Conditions: [{ Field: "path-pattern", Values: ["/api/*"] }],
          Actions: [{ Type: "forward", TargetGroupArn }],
          ...input,
        }),
      )
    ).Rules![0]!;
  const health = async (TargetGroupArn: string) =>
    (await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }))).TargetHealthDescriptions!.map(
      ({ Target, TargetHealth }) => [Target!.Id, TargetHealth!.State, TargetHealth!.Reason].filter(Boolean).join(" "),
    );
  return { ...account, balancer, group, listener, rule, health };
}

/** All of it, connected. */
async function connected() {
  const it = site();
  const lb = (await it.balancer()).LoadBalancerArn!;
  const tg = (await it.group({ TargetType: "ip" })).TargetGroupArn!;
  const li = (await it.listener(lb, tg)).ListenerArn!;
  return { ...it, lb, tg, li };
}

test("a new target group has the health check that AWS gives it, and no load balancer", async () => {
  const { group, elb } = site();

  const created = await group({ TargetType: "ip", VpcId: "vpc-1" });

  expect(created).toEqual({
    TargetGroupArn: expect.stringMatching(new RegExp(`^${ARN}:targetgroup/tasks/[0-9a-f]{16}$`)),
    TargetGroupName: "tasks",
    Protocol: "HTTP",
    Port: 80,
    VpcId: "vpc-1",
    HealthCheckProtocol: "HTTP",
    HealthCheckPort: "traffic-port",
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    HealthCheckPath: "/",
    Matcher: { HttpCode: "200" },
    TargetType: "ip",
    ProtocolVersion: "HTTP1",
    IpAddressType: "ipv4",
  });
  const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ Names: ["tasks"] }));
  expect(TargetGroups).toEqual([{ ...created, LoadBalancerArns: [] }]);
});

test("the same target group or load balancer again is the one that is there; with other settings it is refused", async () => {
  const { group, balancer } = site();
  const tasks = await group({ Tags: [{ Key: "owner", Value: "me" }] });
  const shop = await balancer();

  expect((await group()).TargetGroupArn).toBe(tasks.TargetGroupArn);
  expect((await balancer()).LoadBalancerArn).toBe(shop.LoadBalancerArn);
  expect(await refusal(group({ HealthCheckPath: "/health" }))).toEqual({
    name: "DuplicateTargetGroupNameException",
    message: "A target group with the same name 'tasks' exists, but with different settings",
    status: 400,
  });
  expect(await refusal(balancer({ Scheme: "internal" }))).toEqual({
    name: "DuplicateLoadBalancerNameException",
    message: "A load balancer with the same name 'shop' exists, but with different settings",
    status: 400,
  });
});

test("a new load balancer is provisioning, then active", async () => {
  const { balancer, elb, pass } = site();
  const state = async () => (await elb.send(new DescribeLoadBalancersCommand({}))).LoadBalancers![0]!.State!.Code;

  const created = await balancer({ SecurityGroups: ["sg-1"] });

  expect(created).toMatchObject({
    LoadBalancerArn: expect.stringMatching(new RegExp(`^${ARN}:loadbalancer/app/shop/[0-9a-f]{16}$`)),
    DNSName: expect.stringMatching(/^shop-\d+\.us-east-1\.elb\.amazonaws\.com$/),
    Scheme: "internet-facing",
    State: { Code: "provisioning" },
    Type: "application",
    IpAddressType: "ipv4",
    SecurityGroups: ["sg-1"],
    AvailabilityZones: [
      { ZoneName: "us-east-1a", SubnetId: "subnet-1" },
      { ZoneName: "us-east-1b", SubnetId: "subnet-2" },
    ],
  });
  expect(await state()).toBe("provisioning");
  pass({ minutes: 5 });
  expect(await state()).toBe("active");
});

test("a load balancer wants two subnets and a name of at most 32 characters, and is of type application", async () => {
  const { balancer } = site();

  expect(await refusal(balancer({ Subnets: ["subnet-1"] }))).toMatchObject({
    name: "ValidationError",
    message: "At least two subnets in two different Availability Zones must be specified",
    status: 400,
  });
  expect((await refusal(balancer({ Name: "a".repeat(33) }))).message).toBe(
    `Load balancer name '${"a".repeat(33)}' cannot be longer than '32' characters`,
  );
  expect((await refusal(balancer({ Type: "network" }))).message).toBe(
    "This sandbox does not have load balancers of type network.",
  );
});

test("a listener brings its default rule, rules stand before it, and they forward to a target group", async () => {
  const { elb, lb, tg, li, group, rule } = await connected();
  const api = (await group({ Name: "api", TargetType: "ip" })).TargetGroupArn!;

  const created = await rule(li, api, { Priority: 7 });

  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn: li }));
  expect(Rules!.map((it) => [it.Priority, it.Actions![0]!.TargetGroupArn])).toEqual([
    ["7", api],
    ["default", tg],
  ]);
  expect(created.RuleArn).toMatch(new RegExp(`^${ARN}:listener-rule/app/shop/[0-9a-f]{16}/[0-9a-f]{16}/[0-9a-f]{16}$`));
  expect(created.Conditions).toEqual([
    { Field: "path-pattern", Values: ["/api/*"], PathPatternConfig: { Values: ["/api/*"] } },
  ]);
  const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ LoadBalancerArn: lb }));
  expect(TargetGroups!.map((it) => it.TargetGroupName).sort()).toEqual(["api", "tasks"]);
});

test("two listeners on a port and two rules of a priority are refused in AWS's words", async () => {
  const { lb, li, tg, listener, rule, group } = await connected();
  const other = (await group({ Name: "other" })).TargetGroupArn!;
  await rule(li, tg);

  expect((await listener(lb, tg)).ListenerArn).toBe(li);
  expect(await refusal(listener(lb, other))).toEqual({
    name: "DuplicateListenerException",
    message: `A listener already exists on this port for this load balancer '${lb}'`,
    status: 400,
  });
  expect(await refusal(rule(li, other))).toEqual({
    name: "PriorityInUseException",
    message: "Priority '1' is currently in use",
    status: 400,
  });
  expect((await refusal(rule(li, other, { Priority: 50_001 }))).message).toContain(
    "'priority' failed to satisfy constraint: Member must have value less than or equal to 50000",
  );
});

test("a target group serves one load balancer", async () => {
  const { tg, balancer, listener } = await connected();
  const second = (await balancer({ Name: "second" })).LoadBalancerArn!;

  expect(await refusal(listener(second, tg))).toEqual({
    name: "TargetGroupAssociationLimitException",
    message: `The following target groups cannot be associated with more than one load balancer: ${tg}`,
    status: 400,
  });
});

test("a listener and a rule can be pointed elsewhere; the default rule follows its listener", async () => {
  const { elb, li, tg, group, rule, listener, lb } = await connected();
  const next = (await group({ Name: "next" })).TargetGroupArn!;
  const { RuleArn } = await rule(li, tg);
  await listener(lb, tg, 8080);
  const forward = [{ Type: "forward" as const, ForwardConfig: { TargetGroups: [{ TargetGroupArn: next }] } }];

  await elb.send(new ModifyListenerCommand({ ListenerArn: li, Port: 81, DefaultActions: forward }));
  await elb.send(
    new ModifyRuleCommand({
      RuleArn,
      Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/v2/*"] } }],
    }),
  );

  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn: li }));
  expect(Rules!.map((it) => [it.Conditions![0]?.Values, it.Actions![0]!.TargetGroupArn])).toEqual([
    [["/v2/*"], tg],
    [undefined, next],
  ]);
  expect((await refusal(elb.send(new ModifyListenerCommand({ ListenerArn: li, Port: 8080 })))).name).toBe(
    "DuplicateListenerException",
  );
  expect((await elb.send(new DescribeListenersCommand({ ListenerArns: [li] }))).Listeners![0]!.Port).toBe(81);
});

test("what is in use stays: a forwarded-to group, a default rule, a protected load balancer", async () => {
  const { elb, lb, tg, li } = await connected();
  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn: li }));
  const protect = (Value: string) =>
    elb.send(
      new ModifyLoadBalancerAttributesCommand({
        LoadBalancerArn: lb,
        Attributes: [{ Key: "deletion_protection.enabled", Value }],
      }),
    );
  await protect("true");

  const refusals = [
    await refusal(elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: tg }))),
    await refusal(elb.send(new DeleteRuleCommand({ RuleArn: Rules![0]!.RuleArn }))),
    await refusal(elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: lb }))),
  ];

  expect(refusals.map(({ name, message }) => [name, message])).toEqual([
    ["ResourceInUseException", `Target group '${tg}' is currently in use by a listener or a rule`],
    ["OperationNotPermittedException", `Default rule '${Rules![0]!.RuleArn}' cannot be deleted`],
    [
      "OperationNotPermittedException",
      `Load balancer '${lb}' cannot be deleted because deletion protection is enabled`,
    ],
  ]);
  await protect("false");
  await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: lb }));
  expect((await elb.send(new DescribeTargetGroupsCommand({}))).TargetGroups![0]!.LoadBalancerArns).toEqual([]);
  expect((await refusal(elb.send(new DescribeListenersCommand({ ListenerArns: [li] })))).name).toBe(
    "ListenerNotFoundException",
  );
});

test("load balancers and target groups can be deleted again, listeners and rules cannot", async () => {
  const { elb, lb, li, tg, rule } = await connected();
  const { RuleArn } = await rule(li, tg);
  const twice = async (send: () => Promise<unknown>) => {
    await send();
    return send().then(
      () => "succeeds",
      (error: Error) => error.name,
    );
  };

  expect(await twice(() => elb.send(new DeleteRuleCommand({ RuleArn })))).toBe("RuleNotFoundException");
  expect(await twice(() => elb.send(new DeleteListenerCommand({ ListenerArn: li })))).toBe("ListenerNotFoundException");
  expect(await twice(() => elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: lb })))).toBe("succeeds");
  expect(await twice(() => elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: tg })))).toBe("succeeds");
});

test("a target registered by hand is unused until a load balancer uses its group, and unhealthy where nothing answers", async () => {
  const { elb, group, balancer, listener, health, pass } = site();
  const tg = (await group({ TargetType: "ip", Port: 8080 })).TargetGroupArn!;
  const Targets = [{ Id: "10.0.0.254" }];

  await elb.send(new RegisterTargetsCommand({ TargetGroupArn: tg, Targets }));
  expect(await health(tg)).toEqual(["10.0.0.254 unused Target.NotInUse"]);

  await listener((await balancer()).LoadBalancerArn!, tg);
  expect(await health(tg)).toEqual(["10.0.0.254 initial Elb.RegistrationInProgress"]);
  pass({ minutes: 5 });
  expect(await health(tg)).toEqual(["10.0.0.254 unhealthy Target.FailedHealthChecks"]);

  await elb.send(new DeregisterTargetsCommand({ TargetGroupArn: tg, Targets }));
  expect(await health(tg)).toEqual(["10.0.0.254 draining Target.DeregistrationInProgress"]);
  pass({ minutes: 6 });
  expect(await health(tg)).toEqual([]);
});

test("targets of an unattached group vanish at once, and one that was never there can be deregistered", async () => {
  const { elb, group, health } = site();
  const tg = (await group({ TargetType: "ip" })).TargetGroupArn!;
  await elb.send(new RegisterTargetsCommand({ TargetGroupArn: tg, Targets: [{ Id: "10.0.0.254" }] }));

  await elb.send(
    new DeregisterTargetsCommand({ TargetGroupArn: tg, Targets: [{ Id: "10.0.0.254", Port: 80 }, { Id: "10.0.0.1" }] }),
  );

  expect(await health(tg)).toEqual([]);
});

test("addresses that AWS does not take are refused in its words", async () => {
  const { elb, group, health } = site();
  const tg = (await group({ TargetType: "ip" })).TargetGroupArn!;
  const register = (Id: string, AvailabilityZone?: string) =>
    elb.send(new RegisterTargetsCommand({ TargetGroupArn: tg, Targets: [{ Id, Port: 8080, AvailabilityZone }] }));

  expect(await refusal(register("127.0.0.1", "all"))).toMatchObject({
    name: "ValidationError",
    message:
      "The IP address '127.0.0.1' is not allowed, as it must be an address from a VPC subnet, RFC1918, or RFC6598",
  });
  expect((await refusal(register("192.168.253.254"))).message).toBe(
    "You must specify a valid Availability Zone or select 'all' for all enabled Availability zones, since the IP address '192.168.253.254' is outside the VPC",
  );
  await register("192.168.253.254", "all");
  expect(await health(tg)).toEqual(["192.168.253.254 unused Target.NotInUse"]);
});

test("the deregistration delay can be changed; what the sandbox does not act on is refused, never ignored", async () => {
  const { elb, tg, li, rule, group } = await connected();
  const set = (Key: string, Value: string) =>
    elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: tg, Attributes: [{ Key, Value }] }));

  await set("deregistration_delay.timeout_seconds", "5");
  await set("stickiness.enabled", "false");

  const { Attributes } = await elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn: tg }));
  expect(Attributes).toContainEqual({ Key: "deregistration_delay.timeout_seconds", Value: "5" });
  for (const refused of [
    set("deregistration_delay.timeout_seconds", "3601"),
    set("stickiness.enabled", "true"),
    set("no.such.attribute", "1"),
    rule(li, tg, { Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "200" } }] }),
    rule(li, tg, { Conditions: [{ Field: "host-header", Values: ["example.com"] }] }),
    group({ Name: "functions", TargetType: "lambda" }),
    group({ Name: "fast", ProtocolVersion: "GRPC" }),
  ])
    expect((await refusal(refused)).name).toBe("ValidationError");
});

test("a health check can be changed within AWS's ranges", async () => {
  const { elb, tg } = await connected();

  const { TargetGroups } = await elb.send(
    new ModifyTargetGroupCommand({ TargetGroupArn: tg, HealthCheckPath: "/health", Matcher: { HttpCode: "200-299" } }),
  );

  expect(TargetGroups![0]).toMatchObject({
    HealthCheckPath: "/health",
    Matcher: { HttpCode: "200-299" },
    HealthCheckIntervalSeconds: 30,
  });
  const tooOften = elb.send(new ModifyTargetGroupCommand({ TargetGroupArn: tg, HealthCheckIntervalSeconds: 4 }));
  expect((await refusal(tooOften)).message).toContain(
    "'healthCheckIntervalSeconds' failed to satisfy constraint: Member must have value greater than or equal to 5",
  );
});

test("tags are added to every kind of resource and removed again, to all that are named or to none", async () => {
  const { elb, lb, tg, li } = await connected();
  const ResourceArns = [lb, tg, li];
  const tags = async () =>
    (await elb.send(new DescribeTagsCommand({ ResourceArns }))).TagDescriptions!.map((it) => it.Tags);

  await elb.send(new AddTagsCommand({ ResourceArns, Tags: [{ Key: "team", Value: "blue" }, { Key: "env" }] }));
  await elb.send(new RemoveTagsCommand({ ResourceArns, TagKeys: ["env", "unknown"] }));
  expect(await tags()).toEqual(Array(3).fill([{ Key: "team", Value: "blue" }]));

  const gone = `${ARN}:targetgroup/gone/0123456789abcdef`;
  const half = elb.send(new AddTagsCommand({ ResourceArns: [lb, gone], Tags: [{ Key: "x", Value: "y" }] }));
  expect((await refusal(half)).name).toBe("TargetGroupNotFoundException");
  expect(await tags()).toEqual(Array(3).fill([{ Key: "team", Value: "blue" }]));
});

test("a Fargate service behind a load balancer of one's own is healthy, and stops answering when its listener goes", async () => {
  const it = await connected();
  await it.ecs.send(new CreateClusterCommand({ clusterName: "c1" }));
  await it.ecs.send(
    new RegisterTaskDefinitionCommand({
      family: "web",
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "app", image: "app", portMappings: [{ containerPort: 80 }] }],
    }),
  );
  await it.ecs.send(
    new CreateServiceCommand({
      cluster: "c1",
      serviceName: "web",
      taskDefinition: "web",
      desiredCount: 2,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
      loadBalancers: [{ targetGroupArn: it.tg, containerName: "app", containerPort: 80 }],
    }),
  );

  it.pass({ minutes: 5 });
  expect(await it.health(it.tg)).toEqual([
    expect.stringMatching(/^10\.0\.\d+\.\d+ healthy$/),
    expect.stringMatching(/^10\.0\.\d+\.\d+ healthy$/),
  ]);
  expect(applicationAnswer(it.world, it.region).status).toBe(200);

  await it.elb.send(new DeleteListenerCommand({ ListenerArn: it.li }));
  it.pass({ minutes: 1 });
  expect((await it.health(it.tg)).map((line) => line.split(" ")[1])).toEqual(["unused", "unused"]);
  expect(applicationAnswer(it.world, it.region).status).toBe(503);
});
