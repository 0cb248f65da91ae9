import type { Json, Millis, Tags } from "./world.ts";

/** Amazon ECS of one Region. Keys: clusters by name, services by `cluster/service`, tasks and container instances by their 32-hex id, task definitions by `family:revision`. */
export type EcsState = {
  clusters: Record<string, Cluster>;
  services: Record<string, Service>;
  tasks: Record<string, Task>;
  containerInstances: Record<string, ContainerInstance>;
  taskDefinitions: Record<string, TaskDefinition>;
  /** The last revision given out per family; never reused (API_RegisterTaskDefinition). */
  latestRevisions: Record<string, number>;
  /** Account settings that somebody set, by name, or by name and principal's ARN with a space between. */
  accountSettings?: Record<string, string>;
  /** Capacity providers of Auto Scaling groups, by name; absent until there was one. */
  capacityProviders?: Record<string, CapacityProvider>;
};

/** AWS: API_CapacityProvider. A deleted one is INACTIVE and can be described for a while. */
export type CapacityProvider = {
  name: string;
  arn: string;
  status: "ACTIVE" | "INACTIVE";
  /** As the caller gave it: an ARN or a name. */
  autoScalingGroupArn: string;
  managedScaling: {
    status: "ENABLED" | "DISABLED";
    targetCapacity: number;
    minimumScalingStepSize: number;
    maximumScalingStepSize: number;
    instanceWarmupPeriod: number;
  };
  managedTerminationProtection: "ENABLED" | "DISABLED";
  managedDraining: "ENABLED" | "DISABLED";
  updateStatus?: string;
  updateStatusReason?: string;
  tags: Tags;
};

export type Cluster = {
  name: string;
  arn: string;
  status: "ACTIVE" | "INACTIVE";
  createdAt: Millis;
  /** Members that are only given back: settings, configuration, capacityProviders, defaultCapacityProviderStrategy, serviceConnectDefaults. */
  echo: Record<string, Json>;
  tags: Tags;
};

export type ContainerInstance = {
  id: string;
  arn: string;
  cluster: string;
  ec2InstanceId: string;
  instanceType: string;
  availabilityZone: string;
  status: "ACTIVE" | "DRAINING";
  agentConnected: boolean;
  registeredAt: Millis;
  /** Registered CPU units; 1,024 per vCPU. */
  cpu: number;
  memoryMiB: number;
  version: number;
  tags: Tags;
  /** Custom attributes of PutAttributes; null where one has no value. */
  attributes?: Record<string, string | null>;
};

export type TaskDefinition = {
  arn: string;
  family: string;
  revision: number;
  status: "ACTIVE" | "INACTIVE" | "DELETE_IN_PROGRESS";
  registeredAt: Millis;
  deregisteredAt?: Millis;
  registeredBy: string;
  /** `bridge`, `host`, `awsvpc` or `none`; empty where the caller left it out, which means bridge. */
  networkMode: string;
  /** CPU units a task of this definition reserves and is capped at; 0 where nothing is declared. */
  cpuUnits: number;
  /** MiB a task reserves: the task's memory, else the sum of its containers'. */
  memoryMiB: number;
  /** Task-level `cpu` and `memory` as given, for the answer. */
  cpu?: string;
  memory?: string;
  containers: ContainerDefinition[];
  /** Everything else that is only given back (volumes, placementConstraints, taskRoleArn, …). */
  echo: Record<string, Json>;
  tags: Tags;
};

export type ContainerDefinition = {
  name: string;
  image: string;
  cpu: number;
  memoryMiB?: number;
  memoryReservationMiB?: number;
  essential: boolean;
  portMappings: { containerPort: number; hostPort: number; protocol: string }[];
  /** The whole container definition as AWS gives it back. */
  echo: Record<string, Json>;
};

/** One entry of a capacity provider strategy: `base` tasks first, the rest by weight. */
export type StrategyItem = { capacityProvider: string; weight: number; base: number };

/** AWS: API_PlacementConstraint and API_PlacementStrategy, as they are given back. */
export type PlacementConstraint = { type: "distinctInstance" | "memberOf"; expression?: string };
export type PlacementStrategy = { type: "random" | "spread" | "binpack"; field?: string };

export type LaunchType = "EC2" | "FARGATE" | "EXTERNAL";

export type Service = {
  name: string;
  arn: string;
  cluster: string;
  status: "ACTIVE" | "DRAINING" | "INACTIVE";
  createdAt: Millis;
  /** Set when it becomes INACTIVE: it is forgotten an hour later. */
  inactiveAt?: Millis;
  desiredCount: number;
  taskDefinition: string;
  launchType: LaunchType;
  /** Its capacity providers; answered instead of the launch type. */
  capacityProviderStrategy?: StrategyItem[];
  /** The launch type it was created with, where a strategy took its place: an empty strategy goes back to it. */
  createdLaunchType?: LaunchType;
  schedulingStrategy: "REPLICA" | "DAEMON";
  roleArn?: string;
  createdBy: string;
  clientToken?: string;
  /** Hash of the arguments that came with the token: tells the same call again from another one. */
  creationHash?: number;
  loadBalancers: { targetGroupArn: string; containerName: string; containerPort: number }[];
  minimumHealthyPercent: number;
  maximumPercent: number;
  healthCheckGracePeriodSeconds: number;
  /** PRIMARY first. */
  deployments: Deployment[];
  /** Deployments that ended and were replaced, newest first, at most `limits.pastDeployments`. */
  pastDeployments?: Deployment[];
  /** Newest first, at most 100. */
  events: ServiceEvent[];
  scheduler: ServiceScheduler;
  /** Members that are only given back (placementStrategy, networkConfiguration, deploymentCircuitBreaker, propagateTags, …). */
  echo: Record<string, Json>;
  tags: Tags;
};

export type Deployment = {
  /** `ecs-svc/` and 19 digits. */
  id: string;
  status: "PRIMARY" | "ACTIVE" | "INACTIVE";
  taskDefinition: string;
  desiredCount: number;
  createdAt: Millis;
  updatedAt: Millis;
  failedTasks: number;
  rolloutState: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  rolloutStateReason: string;
  /** When it completed, failed or was replaced. */
  finishedAt?: Millis;
  /** Set when it was replaced or stopped before it was complete. */
  stoppedAt?: Millis;
  /** The deployments that ran when it began: what it replaces. */
  replaces?: string[];
  /** Set by a rollback: the deployment that was complete before and became PRIMARY again. */
  rolledBackBy?: string;
  /** When StopServiceDeployment asked for the rollback. */
  rollbackRequestedAt?: Millis;
  /** CloudWatch alarms that can fail it; absent where there are none. `ignored` where one of them was in ALARM when it began. */
  alarms?: { names: string[]; rollback: boolean; ignored: boolean; triggered?: string[] };
  /** What its tasks are made of besides the task definition. Absent in worlds of before: as the service is. */
  revision?: DeploymentRevision;
};

/** What a service revision keeps of its service, since the service may change afterwards. */
export type DeploymentRevision = {
  launchType: LaunchType;
  capacityProviderStrategy?: StrategyItem[];
  platformVersion?: Json;
  networkConfiguration?: Json;
  monitoring?: Json;
  loadBalancers: Service["loadBalancers"];
};

export type ServiceEvent = { id: string; at: Millis; message: string };

/** What the service scheduler still has to do. Absent instants mean nothing is due. */
export type ServiceScheduler = {
  /** Starts what is missing at this second. */
  startAt?: Millis;
  /** Stops what is too much at this second. */
  stopAt?: Millis;
  /** Looks whether the service has reached a steady state at this second. */
  steadyAt?: Millis;
  /** Looks at this second for tasks that fail the health checks of a load balancer. */
  replaceAt?: Millis;
  /** Takes the PRIMARY deployment back at this second (StopServiceDeployment). */
  rollbackAt?: Millis;
  /** True between a change and the steady-state event. */
  unsteady: boolean;
  /** When the last event about something that cannot be done was written, so that it is not repeated at every try. */
  unplacedAt?: Millis;
};

export type TaskStatus =
  | "PROVISIONING"
  | "PENDING"
  | "ACTIVATING"
  | "RUNNING"
  | "DEACTIVATING"
  | "STOPPING"
  | "DEPROVISIONING"
  | "STOPPED";

export type Task = {
  /** 32 hex digits. */
  id: string;
  arn: string;
  cluster: string;
  /** `service:<name>` or `family:<name>`. */
  group: string;
  /** Name of its service; absent for RunTask. */
  service?: string;
  startedBy?: string;
  taskDefinition: string;
  launchType: LaunchType;
  /** Where a strategy chose it. */
  capacityProvider?: string;
  containerInstance?: string;
  /** Protected from scale-in and deployments until then (UpdateTaskProtection). */
  protectedUntil?: Millis;
  availabilityZone: string;
  lastStatus: TaskStatus;
  desiredStatus: "RUNNING" | "STOPPED";
  version: number;
  createdAt: Millis;
  pullStartedAt?: Millis;
  pullStoppedAt?: Millis;
  connectivityAt?: Millis;
  startedAt?: Millis;
  stoppingAt?: Millis;
  executionStoppedAt?: Millis;
  stoppedAt?: Millis;
  stopCode?: "TaskFailedToStart" | "EssentialContainerExited" | "UserInitiated" | "ServiceSchedulerInitiated";
  stoppedReason?: string;
  exitCode?: number;
  cpuUnits: number;
  memoryMiB: number;
  containers: {
    name: string;
    image: string;
    id: string;
    runtimeId: string;
    /** Of the first port mapping. */
    hostPort?: number;
    containerPort?: number;
    /** Of all port mappings, where there are several. */
    hostPorts?: number[];
  }[];
  /** The next change of `lastStatus`, and when. */
  next?: { status: TaskStatus; at: Millis };
  /** When its target is registered with the target group; absent where there is none. */
  registerAt?: Millis;
  /** Its service has told that it fails the health checks of a load balancer. */
  toldUnhealthy?: true;
  /** Utilisation of the minute that is open, for the service's datapoint. */
  minute?: TaskMinute;
  /** Metrics that it publishes every 20 seconds, as its deployment says; absent where it publishes all once a minute. */
  highResolution?: string[];
  tags: Tags;
  /** Of RunTask, and the hash of the arguments that came with it. */
  clientToken?: string;
  requestHash?: number;
  echo?: Record<string, Json>;
};

/** What a task did in the running minute, one observation per second in which it counted as running. */
export type TaskMinute = {
  seconds: number;
  cpuPercentSum: number;
  /** Sum and seconds of the running 20-second observation, and the extremes of the finished ones. */
  observationSum: number;
  observationSeconds: number;
  observationMin: number;
  observationMax: number;
  /** It became RUNNING after the first second of the minute. */
  partial: boolean;
};
