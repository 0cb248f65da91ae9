import type { Change } from "../world/change.ts";
import type { Cluster, ContainerInstance, Service, TaskDefinition } from "../world/ecs.ts";
import type { LoadBalancer, TargetGroup } from "../world/elb.ts";
import { regionState } from "../world/new-world.ts";
import { randomDigits, randomHex, randomUuid } from "../world/random.ts";
import type { Millis, RegionState, World } from "../world/world.ts";
import { advance } from "./advance.ts";
import { startDeployment } from "./service-scheduler.ts";

const MINUTE = 60_000;
/** How long the workshop's resources have been there when the chapter begins, so that its graphs have a past. Milliseconds. */
export const CLUSTER_AGE = 80 * MINUTE;
const SERVICE_AGE = 75 * MINUTE;

export const WORKSHOP_REGION = "us-east-1";
const ZONES = [`${WORKSHOP_REGION}a`, `${WORKSHOP_REGION}b`];

/** The names of the workshop (bemer/containers-on-aws-workshop). */
export const names = {
  cluster: "containers-workshop-ecs-cluster",
  service: "containers-workshop-ecs-service",
  family: "containers-workshop-ecs-task-def",
  container: "containers-workshop-app",
  loadBalancer: "containers-workshop-alb",
  targetGroup: "containers-workshop-ecs-target",
};

/** What may differ from the workshop's: the task's CPU units, and how many t2.micro instances there are. */
export type WorkshopService = { serviceRole: string; cpuUnits?: number; instances?: number };

/**
 * Makes the workshop's service, one task behind a load balancer, in a world whose time is `CLUSTER_AGE` before `end`, and lives on to
 * `end`: events, datapoints and targets are what the simulation makes of them.
 */
export function liveWorkshopService(
  world: World,
  end: Millis,
  { serviceRole, cpuUnits = 256, instances = ZONES.length }: WorkshopService,
): void {
  const state = regionState(world, WORKSHOP_REGION);
  addCluster(world, state, instances);
  const definition = addTaskDefinition(world, state, cpuUnits);
  const group = addLoadBalancer(world, state);
  advance(world, end - SERVICE_AGE);
  addService(world, state, { definition, group, serviceRole });
  advance(world, end);
}

/** t2.micro instances in two zones. AWS: 1,024 CPU units a core; 983 MiB is what ECS can register of 1 GiB. */
function addCluster(world: World, state: RegionState, instances: number): void {
  const arn = `arn:aws:ecs:${state.name}:${world.accountId}`;
  const cluster: Cluster = {
    name: names.cluster,
    arn: `${arn}:cluster/${names.cluster}`,
    status: "ACTIVE",
    createdAt: world.now,
    echo: {
      settings: [{ name: "containerInsights", value: "disabled" }],
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
    },
    tags: {},
  };
  state.ecs.clusters[names.cluster] = cluster;
  for (let i = 0; i < instances; i++) {
    const availabilityZone = ZONES[i % ZONES.length]!;
    const id = randomHex(world, 32);
    const instance: ContainerInstance = {
      id,
      arn: `${arn}:container-instance/${names.cluster}/${id}`,
      cluster: names.cluster,
      ec2InstanceId: `i-${randomHex(world, 17)}`,
      instanceType: "t2.micro",
      availabilityZone,
      status: "ACTIVE",
      agentConnected: true,
      registeredAt: world.now,
      cpu: 1024,
      memoryMiB: 983,
      version: 1,
      tags: {},
    };
    state.ecs.containerInstances[id] = instance;
  }
}

/**
 * Simplified: the published workshop declares no CPU, which leaves the CPU metric without a denominator. A task-level `cpu` of
 * 256 is a hard cap: the metric ends at 100 %, four tasks fit on an instance, and the service goes from 1 to 3 to 5.
 */
function addTaskDefinition(world: World, state: RegionState, cpuUnits: number): TaskDefinition {
  const image = `${world.accountId}.dkr.ecr.${state.name}.amazonaws.com/${names.container}:latest`;
  const definition: TaskDefinition = {
    arn: `arn:aws:ecs:${state.name}:${world.accountId}:task-definition/${names.family}:1`,
    family: names.family,
    revision: 1,
    status: "ACTIVE",
    registeredAt: world.now,
    registeredBy: caller(world),
    networkMode: "bridge",
    cpuUnits,
    memoryMiB: 128,
    cpu: String(cpuUnits),
    containers: [
      {
        name: names.container,
        image,
        cpu: 0,
        memoryMiB: 128,
        essential: true,
        portMappings: [{ containerPort: 80, hostPort: 0, protocol: "tcp" }],
        echo: {
          name: names.container,
          image,
          cpu: 0,
          memory: 128,
          portMappings: [{ containerPort: 80, hostPort: 0, protocol: "tcp" }],
          essential: true,
          environment: [],
          mountPoints: [],
          volumesFrom: [],
          systemControls: [],
        },
      },
    ],
    echo: {
      volumes: [],
      placementConstraints: [],
      compatibilities: ["EXTERNAL", "EC2"],
      requiresCompatibilities: ["EC2"],
    },
    tags: {},
  };
  state.ecs.taskDefinitions[`${names.family}:1`] = definition;
  state.ecs.latestRevisions[names.family] = 1;
  return definition;
}

/** The load balancer with its listener on port 80, a rule for every path, and the target group. */
function addLoadBalancer(world: World, state: RegionState): TargetGroup {
  const prefix = `arn:aws:elasticloadbalancing:${state.name}:${world.accountId}`;
  const [balancerId, listenerId, ruleId, groupId] = [1, 2, 3, 4].map(() => randomHex(world, 16));
  const path = `app/${names.loadBalancer}/${balancerId}`;
  const vpcId = `vpc-${randomHex(world, 17)}`;
  const loadBalancer: LoadBalancer = {
    arn: `${prefix}:loadbalancer/${path}`,
    name: names.loadBalancer,
    dnsName: `${names.loadBalancer}-${randomDigits(world, 10)}.${state.name}.elb.amazonaws.com`,
    // AWS: the hosted zone of Application Load Balancers in us-east-1 (AWS General Reference, Elastic Load Balancing endpoints).
    canonicalHostedZoneId: "Z35SXDOTRQ7X7K",
    createdAt: world.now,
    scheme: "internet-facing",
    vpcId,
    availabilityZones: ZONES.map((zoneName) => ({ zoneName, subnetId: `subnet-${randomHex(world, 17)}` })),
    securityGroups: [`sg-${randomHex(world, 17)}`],
    tags: {},
  };
  const group: TargetGroup = {
    arn: `${prefix}:targetgroup/${names.targetGroup}/${groupId}`,
    name: names.targetGroup,
    protocol: "HTTP",
    port: 80,
    vpcId,
    targetType: "instance",
    healthCheck: {
      path: "/",
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
      matcher: "200",
    },
    loadBalancerArns: [loadBalancer.arn],
    // AWS: the defaults (API_TargetGroupAttribute; recorded in testdata/aws/elbv2/target_group_native.json) but for the
    // deregistration delay. Its default of 300 s would keep the room of stopped tasks for five more minutes: a second run right
    // after the first could then find the eight places of the cluster taken by tasks that only drain.
    attributes: {
      "deregistration_delay.timeout_seconds": "30",
      "load_balancing.algorithm.type": "round_robin",
      "load_balancing.algorithm.anomaly_mitigation": "off",
      "load_balancing.cross_zone.enabled": "use_load_balancer_configuration",
      "slow_start.duration_seconds": "0",
      "stickiness.enabled": "false",
      "stickiness.type": "lb_cookie",
      "stickiness.lb_cookie.duration_seconds": "86400",
      "stickiness.app_cookie.cookie_name": "",
      "stickiness.app_cookie.duration_seconds": "86400",
      "target_group_health.dns_failover.minimum_healthy_targets.count": "1",
      "target_group_health.dns_failover.minimum_healthy_targets.percentage": "off",
      "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": "1",
      "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": "off",
    },
    targets: {},
    tags: {},
  };
  const listenerArn = `${prefix}:listener/${path}/${listenerId}`;
  const ruleArn = (id: string) => `${prefix}:listener-rule/${path}/${listenerId}/${id}`;
  const defaultRuleArn = ruleArn(randomHex(world, 16));
  state.elb.loadBalancers[loadBalancer.arn] = loadBalancer;
  state.elb.targetGroups[group.arn] = group;
  state.elb.listeners[listenerArn] = {
    arn: listenerArn,
    loadBalancerArn: loadBalancer.arn,
    port: 80,
    protocol: "HTTP",
    targetGroupArn: group.arn,
  };
  state.elb.rules[ruleArn(ruleId!)] = {
    arn: ruleArn(ruleId!),
    listenerArn,
    priority: "1",
    pathPattern: "/*",
    targetGroupArn: group.arn,
  };
  state.elb.rules[defaultRuleArn] = {
    arn: defaultRuleArn,
    listenerArn,
    priority: "default",
    targetGroupArn: group.arn,
  };
  return group;
}

/** The service, as CreateService makes it: its first deployment starts the one task. */
function addService(
  world: World,
  state: RegionState,
  { definition, group, serviceRole }: { definition: TaskDefinition; group: TargetGroup; serviceRole: string },
): void {
  const taskDefinition = `${definition.family}:${definition.revision}`;
  const service: Service = {
    name: names.service,
    arn: `arn:aws:ecs:${state.name}:${world.accountId}:service/${names.cluster}/${names.service}`,
    cluster: names.cluster,
    status: "ACTIVE",
    createdAt: world.now,
    desiredCount: 1,
    taskDefinition,
    launchType: "EC2",
    schedulingStrategy: "REPLICA",
    roleArn: `arn:aws:iam::${world.accountId}:role/${serviceRole}`,
    createdBy: caller(world),
    clientToken: randomUuid(world),
    loadBalancers: [{ targetGroupArn: group.arn, containerName: names.container, containerPort: 80 }],
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    healthCheckGracePeriodSeconds: 0,
    deployments: [],
    events: [],
    scheduler: { unsteady: true },
    echo: {
      serviceRegistries: [],
      placementConstraints: [],
      // AWS: what the classic console calls "AZ Balanced Spread".
      placementStrategy: [
        { type: "spread", field: "attribute:ecs.availability-zone" },
        { type: "spread", field: "instanceId" },
      ],
      deploymentController: { type: "ECS" },
      enableECSManagedTags: false,
      enableExecuteCommand: false,
      propagateTags: "NONE",
    },
    tags: {},
  };
  state.ecs.services[`${service.cluster}/${service.name}`] = service;
  const changes: Change[] = [];
  startDeployment(world, state, service, taskDefinition, "chapter", changes);
}

const caller = (world: World): string => `arn:aws:iam::${world.accountId}:user/participant`;
