/** The numbers of the simulation where AWS leaves room. A world carries its own, so that a history stays what it was. */
export type Parameters = {
  /** Observed: a minute's datapoint can be read this long after the minute closes (36 to 55 s). */
  metricDelaySeconds: number;
  /** Observed: an alarm looks only at periods that ended at least this long ago. */
  evaluationCutoffSeconds: number;
  /** Observed: an activity is looked at every so many seconds from its start (30 to 33 s). */
  activityCheckSeconds: number;
  /** Seconds from a change of the desired count to the start of tasks. */
  startDelaySeconds: { ec2: number; fargate: number };
  /** Seconds from a task's creation to RUNNING. */
  createdToRunningSeconds: { ec2: number; fargate: number };
  /** Seconds from a task's creation to its registration with the target group. */
  startToRegisteredSeconds: { ec2: number; fargate: number };
  /** Simplified: the first passing health check of a fresh target. */
  registeredToHealthySeconds: number;
  registeredToSteadySeconds: number;
  /** Seconds from a lower desired count until tasks are told to stop, until the service is steady, until they are STOPPED. */
  scaleInStopSeconds: number;
  scaleInSteadySeconds: number;
  scaleInStoppedSeconds: number;
  zeroTaskDeploymentSeconds: number;
  /** Observed once: what the first, partial minute of a task counts of its real level. */
  firstMinuteFactor: number;
  idleCpuPercent: number;
  /** CPU time of one request of the sample application. */
  cpuMsPerRequest: number;
  /** Time in a request that is neither CPU nor queue (network, load balancer). */
  baseLatencyMs: number;
  /** Mean think time of a simulated user; Locust's `between(5, 15)`. */
  thinkTimeSeconds: number;
  responseBytes: number;
  /** Simplified: at most this share of the running tasks (at least one) goes per scale-in; 1 removes as many as the formula says. */
  scaleInShare: number;
  /** Up to so many seconds are added, from the seed, to a task's start. 0 in the reference runs. */
  startSpreadSeconds: number;
};

/** What a new world starts with. Each number's basis is told at its member above; ranges are those of the recordings. */
export const defaultParameters: Parameters = {
  /** Observed: readable between 36 and 55 s after the minute closed (radkawar/stackd testdata/aws/ecs/service_metrics.json). */
  metricDelaySeconds: 45,
  /** Observed: 8.8 s after its end a period is not looked at, 10.8 s after it is (testdata/aws/cloudwatch/alarm_evaluation.json). */
  evaluationCutoffSeconds: 10,
  /** Observed: activities end 32 to 35 s or 64 to 66 s after their start (testdata/aws/applicationautoscaling/scaling.json). */
  activityCheckSeconds: 32,
  /** Observed: EC2 14 s (bemer/containers-on-aws-workshop, event list); Fargate 2.7 to 7.6 s (testdata/aws/ecs). */
  startDelaySeconds: { ec2: 14, fargate: 5 },
  /** Simplified: EC2 with a cached image, plausible are 2 to 10 s. Observed: Fargate 23.5 to 37.6 s, median 27. */
  createdToRunningSeconds: { ec2: 5, fargate: 27 },
  /** Observed: EC2 11 to 20 s (bemer/containers-on-aws-workshop); Fargate 40 to 65 s (a public incident log). */
  startToRegisteredSeconds: { ec2: 11, fargate: 45 },
  /** Simplified: one passing health check soon after the registration, before the service is called steady. */
  registeredToHealthySeconds: 10,
  /** Observed: 12 s from "registered 1 targets" to "has reached a steady state" (bemer/containers-on-aws-workshop). */
  registeredToSteadySeconds: 12,
  /** Observed: 6.2 s, 16.0 s and 6 + 38.4 to 39.5 s after the request (testdata/aws/applicationautoscaling/scale_in.json). */
  scaleInStopSeconds: 6,
  scaleInSteadySeconds: 16,
  scaleInStoppedSeconds: 45,
  /** Observed: 11.2 to 17.0 s for four services. */
  zeroTaskDeploymentSeconds: 14,
  /** Observed once: 5/9 of the level (testdata/aws/ecs/service_metrics.json). */
  firstMinuteFactor: 0.55,
  idleCpuPercent: 0.2,
  /** Simplified: 8 ms on a quarter of a vCPU are 31.25 requests a second per task, so that 600 users need five tasks at 40 %. */
  cpuMsPerRequest: 8,
  baseLatencyMs: 30,
  thinkTimeSeconds: 10,
  /** Observed: size of the sample page in the workshop's own Locust run (bemer/containers-on-aws-workshop). */
  responseBytes: 2687,
  /** Simplified: AWS does not document how many tasks one scale-in removes; a fifth, and at least one. */
  scaleInShare: 0.2,
  startSpreadSeconds: 3,
};
