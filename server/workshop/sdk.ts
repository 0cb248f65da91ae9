/**
 * The SDK's commands by service. Each package is loaded with the first question to its service, as the clients are: a server that
 * nobody has asked yet starts without them.
 */
export const sdk = {
  ecs: () => import("@aws-sdk/client-ecs"),
  scaling: () => import("@aws-sdk/client-application-auto-scaling"),
  cloudwatch: () => import("@aws-sdk/client-cloudwatch"),
  elb: () => import("@aws-sdk/client-elastic-load-balancing-v2"),
};
