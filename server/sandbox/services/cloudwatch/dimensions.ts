import type { Dimension as DimensionAnswer } from "@aws-sdk/client-cloudwatch";
import type { Dimension } from "../../world/cloudwatch.ts";

/** Dimensions as the world writes them. */
export const dimensionsOf = (dimensions: DimensionAnswer[] | undefined): Dimension[] =>
  (dimensions ?? []).map(({ Name, Value }) => ({ name: Name!, value: Value! }));

/** Dimensions as AWS writes them. */
export const dimensionsAnswer = (dimensions: Dimension[]): DimensionAnswer[] =>
  dimensions.map(({ name, value }) => ({ Name: name, Value: value }));
