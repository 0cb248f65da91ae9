import type {
  Datapoint,
  GetMetricStatisticsInput,
  GetMetricStatisticsOutput,
  StandardUnit,
} from "@aws-sdk/client-cloudwatch";
import { readUnits, type Statistic, statistic } from "../../simulation/index.ts";
import type { Columns } from "../../world/cloudwatch.ts";
import { hash } from "../../world/random.ts";
import { oneOf } from "../constraints.ts";
import { operation } from "../operation.ts";
import { dimensionsOf } from "./dimensions.ts";
import { InvalidParameterCombinationException, InvalidParameterValueException } from "./errors.ts";
import { isPeriod, STATISTICS, WITHOUT_PERCENTILES } from "./statistics.ts";

/** AWS: datapoints of one answer (API_GetMetricStatistics). */
const DATAPOINTS_MAX = 1440;

/** One metric's statistics over a time range. As with AWS, the datapoints come in no order: a client has to sort them. */
export const GetMetricStatistics = operation<GetMetricStatisticsInput, GetMetricStatisticsOutput>({
  reads: true,
  accepts: { "Statistics.member": oneOf(STATISTICS) },
  run({ world, state, input }) {
    const period = input.Period!;
    const from = input.StartTime!.getTime();
    const until = input.EndTime!.getTime();
    checkRange(from, until, period);
    checkStatistics(input);

    const answer: GetMetricStatisticsOutput = { Label: input.MetricName, Datapoints: [] };
    const metric = { namespace: input.Namespace!, name: input.MetricName!, dimensions: dimensionsOf(input.Dimensions) };
    const query = { from, until, now: world.now, periodSeconds: period };
    const names = input.Statistics as Statistic[];
    for (const { unit, points } of readUnits(state.cloudwatch, metric, input.Unit, query))
      for (const index of unsorted(points))
        answer.Datapoints!.push(datapoint(points, index, names, unit as StandardUnit));
    return answer;
  },
});

/** The sentence about the period is ours; the others are recorded (LocalStack tests/aws/services/cloudwatch/test_cloudwatch.snapshot.json). */
function checkRange(from: number, until: number, period: number): void {
  if (from >= until)
    throw new InvalidParameterValueException("The parameter StartTime must be less than the parameter EndTime.");
  if (!isPeriod(period))
    throw new InvalidParameterValueException("The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.");
  const requested = Math.floor((until - from) / 1000 / period);
  if (requested > DATAPOINTS_MAX)
    throw new InvalidParameterCombinationException(
      `You have requested up to ${requested} datapoints, which exceeds the limit of ${DATAPOINTS_MAX}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
}

/** AWS: one of the two is required (API_GetMetricStatistics); the sentence is ours. */
function checkStatistics({ Statistics, ExtendedStatistics }: GetMetricStatisticsInput): void {
  if (ExtendedStatistics?.length) throw new InvalidParameterValueException(WITHOUT_PERCENTILES);
  if (!Statistics?.length)
    throw new InvalidParameterCombinationException(
      "At least one of the parameters Statistics and ExtendedStatistics must be specified.",
    );
}

/** Only the statistics asked for appear. */
function datapoint(points: Columns, index: number, names: Statistic[], unit: StandardUnit): Datapoint {
  const answer: Datapoint = { Timestamp: new Date(points.at[index]! * 1000), Unit: unit };
  for (const name of names) answer[name] = statistic(points, index, name);
  return answer;
}

/** Observed: AWS answers in an order of its own (radkawar/stackd testdata/aws/cloudwatch/metrics.json). Ours is always the same one. */
function unsorted(points: Columns): number[] {
  const order = points.at.map((at) => hash(String(at)));
  return points.at.map((_, index) => index).sort((a, b) => order[a]! - order[b]!);
}
