import type {
  PlacementConstraint as GivenConstraint,
  PlacementStrategy as GivenStrategy,
  TaskDefinitionPlacementConstraint,
} from "@aws-sdk/client-ecs";
import { parseQuery, type Query, QueryProblem } from "../../simulation/index.ts";
import { InvalidParameterException } from "./errors.ts";
import { mustBeOneOf } from "./refusals.ts";

/*
 * Constraints and strategies of placement (amazon-ecs-developer-guide, task-placement). The conditions are AWS's; no recording shows the sentences,
 * so they are ours where no other source is named.
 */

/** AWS: constraints and strategies of one service, task or task definition (API_CreateService, API_RunTask, API_RegisterTaskDefinition). */
const CONSTRAINTS_MAX = 10;
const STRATEGIES_MAX = 5;
const FIELDS = { spread: /^(instanceId|host|attribute:[\w./-]{1,128})$/i, binpack: /^(cpu|memory)$/i };

/** Refuses constraints that are none. */
export function checkConstraints(constraints: GivenConstraint[] = []): void {
  if (constraints.length > CONSTRAINTS_MAX)
    throw new InvalidParameterException(`There can be at most ${CONSTRAINTS_MAX} placement constraints.`);
  for (const { type, expression } of constraints) {
    mustBeOneOf("Placement constraint type", type ?? "", ["distinctInstance", "memberOf"]);
    if (type === "memberOf") queryOf(expression ?? "");
    // AWS: distinctInstance has no expression (API_PlacementConstraint).
    else if (expression) throw new InvalidParameterException("distinctInstance cannot have an expression.");
  }
}

/** As above, of a task definition. AWS: distinctInstance is none of its types (API_TaskDefinitionPlacementConstraint). */
export function checkDefinitionConstraints(constraints: TaskDefinitionPlacementConstraint[] = []): void {
  for (const { type } of constraints) mustBeOneOf("Placement constraint type", type ?? "", ["memberOf"]);
  checkConstraints(constraints);
}

/** Refuses strategies that are none. */
export function checkStrategies(strategies: GivenStrategy[] = []): void {
  if (strategies.length > STRATEGIES_MAX)
    throw new InvalidParameterException(`There can be at most ${STRATEGIES_MAX} placement strategies.`);
  for (const { type, field = "" } of strategies) {
    mustBeOneOf("Placement strategy type", type ?? "", ["random", "spread", "binpack"]);
    if (type === "random") {
      if (field) throw new InvalidParameterException("The placement strategy random has no field.");
    } else if (!FIELDS[type!].test(field)) {
      throw new InvalidParameterException(
        `The placement strategy ${type} does not have the field ${field || "(none)"}.`,
      );
    }
  }
}

/** What an expression of the cluster query language means; refused where it means nothing. */
export function queryOf(expression: string): Query {
  try {
    return parseQuery(expression);
  } catch (error) {
    if (!(error instanceof QueryProblem)) throw error;
    throw new InvalidParameterException(`The cluster query expression is not valid: ${error.message}.`);
  }
}
