import { partition } from "@aws-sdk/core/client";
import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticErrorSchema, StaticOperationSchema } from "@smithy/types";
import type { ServiceId } from "../services/operation.ts";
import type { ErrorShape, NumberShape, OperationShape, ServiceShapes, Shape, StructureShape } from "./shapes.ts";

/*
 * The one module that reads the SDK's exported schemas. Two things are taken from the tuples themselves, since NormalizedSchema
 * does not tell them: kind 9 (an operation) or -3 (an error), and the number of required members, which come first.
 */

/** Each client is loaded at the first request to its service: the first costs about 80 ms, the others 10. */
const clients: Record<ServiceId, () => Promise<object>> = {
  ecs: () => import("@aws-sdk/client-ecs"),
  "application-autoscaling": () => import("@aws-sdk/client-application-auto-scaling"),
  cloudwatch: () => import("@aws-sdk/client-cloudwatch"),
  elasticloadbalancing: () => import("@aws-sdk/client-elastic-load-balancing-v2"),
  iam: () => import("@aws-sdk/client-iam"),
  sts: () => import("@aws-sdk/client-sts"),
};

const loading = new Map<ServiceId, Promise<ServiceShapes>>();

/** Operations and errors of a service. */
export function shapesOf(service: ServiceId): Promise<ServiceShapes> {
  let shapes = loading.get(service);
  if (!shapes) {
    shapes = clients[service]().then(readClient);
    loading.set(service, shapes);
  }
  return shapes;
}

/** Whether AWS has this Region in its commercial partition, by the SDK's list. */
export function isCommercialRegion(region: string): boolean {
  if (!/^[a-z]{2}-[a-z]+-\d$/.test(region)) return false;
  const found: { name: string; description?: string } = partition(region);
  return found.name === "aws" && found.description !== undefined; // a Region that only fits the pattern has no description
}

const isOperation = (it: unknown): it is StaticOperationSchema => Array.isArray(it) && it[0] === 9;
const isError = (it: unknown): it is StaticErrorSchema => Array.isArray(it) && it[0] === -3;

function readClient(client: object): ServiceShapes {
  const exported = Object.values(client);
  const operations = new Map(exported.filter(isOperation).map((it) => [it[2], it]));
  const errors = new Map(exported.filter(isError).map((it) => [it[2], it]));
  return {
    operation: remembered((name) => {
      const schema = operations.get(name);
      return schema && operationShape(schema);
    }),
    error: remembered((name) => {
      const schema = errors.get(name);
      return schema && errorShape(schema);
    }),
    operationNames: [...operations.keys()].sort(),
    errorNames: [...errors.keys()].sort(),
  };
}

/** Keeps what was found, never what was not: names come from outside. */
function remembered<T>(read: (name: string) => T | undefined): (name: string) => T | undefined {
  const found = new Map<string, T>();
  return (name) => {
    const before = found.get(name);
    if (before) return before;
    const shape = read(name);
    if (shape) found.set(name, shape);
    return shape;
  };
}

function operationShape([, , name, , input, output]: StaticOperationSchema): OperationShape {
  const side = (schema: unknown): StructureShape | undefined => {
    const normalized = NormalizedSchema.of(schema as never);
    return normalized.isUnitSchema() ? undefined : structureShape(normalized);
  };
  return { name, input: side(input), output: side(output) };
}

function errorShape(schema: StaticErrorSchema): ErrorShape {
  const normalized = NormalizedSchema.of(schema as never);
  const traits = normalized.getMergedTraits() as {
    error?: string;
    httpError?: number;
    awsQueryError?: [string, number];
  };
  return {
    name: schema[2],
    fault: traits.error === "server" ? "server" : "client",
    status: traits.httpError,
    queryCode: traits.awsQueryError?.[0],
    members: structureShape(normalized).members,
  };
}

const structures = new WeakMap<object, StructureShape>();

function structureShape(schema: NormalizedSchema): StructureShape {
  const tuple = schema.getSchema() as unknown as readonly [
    number,
    string,
    string,
    unknown,
    string[],
    unknown[],
    number?,
  ];
  const known = structures.get(tuple);
  if (known) return known;
  const shape: StructureShape = {
    kind: "structure",
    name: tuple[2],
    members: [],
    required: tuple[4].slice(0, tuple[6] ?? 0),
  };
  structures.set(tuple, shape); // before its members: a structure may contain itself
  for (const [name, member] of schema.structIterator())
    shape.members.push({ name, shape: shapeOf(member, `${shape.name}.${name}`) });
  return shape;
}

function shapeOf(schema: NormalizedSchema, path: string): Shape {
  if (schema.isStructSchema()) return structureShape(schema);
  if (schema.isListSchema()) return { kind: "list", member: shapeOf(schema.getValueSchema(), path) };
  if (schema.isMapSchema()) return { kind: "map", value: shapeOf(schema.getValueSchema(), path) };
  if (schema.isStringSchema()) return { kind: "string" };
  if (schema.isBooleanSchema()) return { kind: "boolean" };
  if (schema.isNumericSchema()) return numberShape(path);
  if (schema.isTimestampSchema()) return { kind: "timestamp" };
  if (schema.isBlobSchema()) return { kind: "blob" };
  if (schema.isDocumentSchema()) return { kind: "document" };
  throw new Error(`${path} has a kind of schema that the wire layer does not know`);
}

/**
 * The SDK's schemas call every number a number. These members are not 32-bit integers (AWS's service models, as shipped in
 * botocore 1.43.11).
 */
const doubles = new Set([
  "CanaryConfiguration.canaryPercent",
  "CapacityForecast.Values",
  "DaemonDeploymentConfiguration.drainPercent",
  "Datapoint.Average",
  "Datapoint.ExtendedStatistics",
  "Datapoint.Maximum",
  "Datapoint.Minimum",
  "Datapoint.SampleCount",
  "Datapoint.Sum",
  "GetInsightRuleReportOutput.AggregateValue",
  "InsightRuleContributor.ApproximateAggregateValue",
  "InsightRuleContributorDatapoint.ApproximateValue",
  "InsightRuleMetricDatapoint.Average",
  "InsightRuleMetricDatapoint.MaxContributorValue",
  "InsightRuleMetricDatapoint.Maximum",
  "InsightRuleMetricDatapoint.Minimum",
  "InsightRuleMetricDatapoint.SampleCount",
  "InsightRuleMetricDatapoint.Sum",
  "InsightRuleMetricDatapoint.UniqueContributors",
  "LinearConfiguration.stepPercent",
  "LoadForecast.Values",
  "ManagedApplicationAutoScalingPolicy.targetValue",
  "MemoryGiBPerVCpuRequest.max",
  "MemoryGiBPerVCpuRequest.min",
  "MetricAlarm.Threshold",
  "MetricDataResult.Values",
  "MetricDatum.Counts",
  "MetricDatum.Value",
  "MetricDatum.Values",
  "NetworkBandwidthGbpsRequest.max",
  "NetworkBandwidthGbpsRequest.min",
  "PredictiveScalingMetricSpecification.TargetValue",
  "PutMetricAlarmInput.Threshold",
  "Resource.doubleValue",
  "Scale.value",
  "ServiceRevisionSummary.requestedProductionTrafficWeight",
  "ServiceRevisionSummary.requestedTestTrafficWeight",
  "StatisticSet.Maximum",
  "StatisticSet.Minimum",
  "StatisticSet.SampleCount",
  "StatisticSet.Sum",
  "StepAdjustment.MetricIntervalLowerBound",
  "StepAdjustment.MetricIntervalUpperBound",
  "TargetTrackingScalingPolicyConfiguration.TargetValue",
  "TotalLocalStorageGBRequest.max",
  "TotalLocalStorageGBRequest.min",
  "ZonalCapacityReservationState.EffectiveCapacityUnits",
]);
const longs = new Set([
  "AuthenticateCognitoActionConfig.SessionTimeout",
  "AuthenticateOidcActionConfig.SessionTimeout",
  "DescribeTrustStoreRevocationsInput.RevocationIds",
  "GetTrustStoreRevocationContentInput.RevocationId",
  "RemoveTrustStoreRevocationsInput.RevocationIds",
  "Resource.longValue",
]);

function numberShape(path: string): NumberShape {
  return { kind: "number", type: doubles.has(path) ? "Double" : longs.has(path) ? "Long" : "Integer" };
}

/** For tests: the number types that are not 32-bit integers. */
export const declaredNumberTypes = { doubles, longs };
