import type {
  GetPredictiveScalingForecastRequest,
  GetPredictiveScalingForecastResponse,
} from "@aws-sdk/client-application-auto-scaling";
import { length } from "../constraints.ts";
import { operation } from "../operation.ts";
import { ValidationException } from "./errors.ts";
import { acceptsResource } from "./resource.ts";

/** Predictive scaling learns from two weeks of load, which no sandbox has. */
export function refusePredictiveScaling(): never {
  throw new ValidationException(
    "This sandbox has no PredictiveScaling policies: use PolicyType TargetTrackingScaling or StepScaling.",
  );
}

/** There is no predictive policy to forecast for. */
export const GetPredictiveScalingForecast = operation<
  GetPredictiveScalingForecastRequest,
  GetPredictiveScalingForecastResponse
>({
  reads: true,
  accepts: { ...acceptsResource, PolicyName: length(1, 256) },
  run: () => refusePredictiveScaling(),
});
