import { createRequire } from "node:module";

/** As everywhere else in the server, a client package is loaded at its first use: a start does not wait for it. */
const load = createRequire(import.meta.url);

type ScalingEnums = Pick<
  typeof import("@aws-sdk/client-application-auto-scaling"),
  | "AdjustmentType"
  | "MetricAggregationType"
  | "MetricStatistic"
  | "PolicyType"
  | "ScalableDimension"
  | "ServiceNamespace"
>;

/** The SDK's enum objects of Application Auto Scaling: the schemas do not say which enum a member takes. */
export const scalingEnums = (): ScalingEnums => load("@aws-sdk/client-application-auto-scaling");
