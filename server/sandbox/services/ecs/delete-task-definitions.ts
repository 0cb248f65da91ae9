import type { DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse } from "@aws-sdk/client-ecs";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { InvalidParameterException } from "./errors.ts";
import { definitionKey } from "./find-task-definition.ts";
import { isArn, resourceOf } from "./identifiers.ts";
import { taskDefinitionAnswer } from "./task-definition-answer.ts";

/** AWS: task definitions of one call (API_DeleteTaskDefinitions). The sentence is ours. */
const DELETED_MAX = 10;

/**
 * Begins the deletion of INACTIVE revisions. AWS: one stays in DELETE_IN_PROGRESS while tasks or deployments use it. Simplified: it stays until its
 * room is needed. The reasons are those that radkawar/stackd took from
 * AWS (internal/services/ecs/task_definitions.go).
 */
export const DeleteTaskDefinitions = operation<DeleteTaskDefinitionsRequest, DeleteTaskDefinitionsResponse>({
  run({ world, state, caller, input, changes }) {
    const asked = input.taskDefinitions!;
    if (asked.length < 1 || asked.length > DELETED_MAX)
      throw new InvalidParameterException(`taskDefinitions must contain between 1 and ${DELETED_MAX} entries.`);
    const names = asked.map((it) => (isArn(it) ? resourceOf(caller, it, "task-definition") : it));
    const taskDefinitions = [];
    const failures = [];
    for (const [i, name] of names.entries()) {
      const definition = entry(state.ecs.taskDefinitions, name);
      const reason = !/^[\w-]{1,255}:\d+$/.test(name)
        ? "The specified task definition identifier is invalid. Specify a valid name or ARN and try again."
        : !definition
          ? "The specified task definition does not exist. Specify a valid account, family, revision and try again."
          : definition.status === "ACTIVE"
            ? "The specified task definition is still in ACTIVE status. Please deregister the target and try again."
            : undefined;
      if (reason !== undefined) {
        failures.push({ arn: asked[i]!, reason });
        continue;
      }
      if (definition!.status === "INACTIVE") {
        definition!.status = "DELETE_IN_PROGRESS";
        changes.push({
          topic: "service",
          at: world.now,
          region: state.name,
          resource: definitionKey(definition!),
          what: "task definition deleted",
          cause: "call DeleteTaskDefinitions",
        });
      }
      taskDefinitions.push(taskDefinitionAnswer(definition!));
    }
    return { taskDefinitions, failures };
  },
});
