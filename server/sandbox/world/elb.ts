import type { Millis, Tags } from "./world.ts";

/** Elastic Load Balancing v2 of one Region; each record by its ARN. */
export type ElbState = {
  loadBalancers: Record<string, LoadBalancer>;
  targetGroups: Record<string, TargetGroup>;
  listeners: Record<string, Listener>;
  rules: Record<string, ListenerRule>;
};

export type LoadBalancer = {
  arn: string;
  name: string;
  dnsName: string;
  canonicalHostedZoneId: string;
  createdAt: Millis;
  scheme: "internet-facing" | "internal";
  vpcId: string;
  availabilityZones: { zoneName: string; subnetId: string }[];
  securityGroups: string[];
  /** It is `provisioning` before. Absent: active from the beginning. */
  activeAt?: Millis;
  /** Attributes that differ from AWS's defaults. */
  attributes?: Record<string, string>;
  tags: Tags;
};

export type TargetGroup = {
  arn: string;
  name: string;
  protocol: string;
  port: number;
  vpcId: string;
  targetType: "instance" | "ip";
  healthCheck: {
    path: string;
    intervalSeconds: number;
    timeoutSeconds: number;
    healthyThreshold: number;
    unhealthyThreshold: number;
    matcher: string;
    /** Absent: `traffic-port`. */
    port?: string;
  };
  loadBalancerArns: string[];
  /** Attributes by key, as DescribeTargetGroupAttributes lists them. */
  attributes: Record<string, string>;
  /** By `id:port`. */
  targets: Record<string, Target>;
  tags: Tags;
};

export type Target = {
  /** Instance id (bridge mode) or private address (awsvpc). */
  id: string;
  port: number;
  availabilityZone: string;
  /** The ECS task behind it. */
  taskId?: string;
  state: "initial" | "healthy" | "unhealthy" | "draining";
  registeredAt: Millis;
  /** The next change of state: `gone` removes it. */
  next?: { state: "initial" | "healthy" | "unhealthy" | "gone"; at: Millis };
  /** Why its checks failed when it became unhealthy, as AWS says it; absent in worlds of before. */
  failure?: { reason: string; description: string };
};

export type Listener = {
  arn: string;
  loadBalancerArn: string;
  port: number;
  protocol: string;
  targetGroupArn: string;
  tags?: Tags;
};

export type ListenerRule = {
  arn: string;
  listenerArn: string;
  /** A number as text, or `default`. */
  priority: string;
  pathPattern?: string;
  targetGroupArn: string;
  tags?: Tags;
};
