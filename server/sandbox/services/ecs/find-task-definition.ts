import type { TaskDefinition } from "../../world/ecs.ts";
import type { RegionState } from "../../world/world.ts";
import { entry } from "../entry.ts";
import type { Caller } from "../operation.ts";
import { ClientException, InvalidParameterException } from "./errors.ts";
import { isArn, resourceOf } from "./identifiers.ts";

/** The task definition of `family`, `family:revision` or an ARN; a family alone means its latest ACTIVE revision. */
export function findTaskDefinition(state: RegionState, caller: Caller, given: string): TaskDefinition | undefined {
  const { taskDefinitions, latestRevisions } = state.ecs;
  const name = isArn(given) ? resourceOf(caller, given, "task-definition") : given;
  if (name.includes(":")) return entry(taskDefinitions, name);
  for (let revision = entry(latestRevisions, name) ?? 0; revision > 0; revision--) {
    const definition = entry(taskDefinitions, `${name}:${revision}`);
    if (definition?.status === "ACTIVE") return definition;
  }
  return undefined;
}

/** The ACTIVE task definition that a service or task is to run. */
export function runnableTaskDefinition(state: RegionState, caller: Caller, given: string | undefined): TaskDefinition {
  // AWS: the sentence as callers saw it (hashicorp/terraform-provider-aws users, "creating ECS Service").
  if (!given) throw new InvalidParameterException("TaskDefinition can not be blank.");
  const definition = findTaskDefinition(state, caller, given);
  if (!definition) throw new ClientException("TaskDefinition not found.");
  if (definition.status !== "ACTIVE") throw new ClientException("TaskDefinition is inactive");
  return definition;
}

/** The key of a task definition in `EcsState.taskDefinitions`. */
export const definitionKey = ({ family, revision }: TaskDefinition): string => `${family}:${revision}`;
