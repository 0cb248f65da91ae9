import type { TaskDefinition } from "../../world/ecs.ts";
import type { RegionState } from "../../world/world.ts";
import { entry } from "../entry.ts";
import type { Caller } from "../operation.ts";
import { ClientException, InvalidParameterException } from "./errors.ts";
import { isArn, NAME, resourceOf } from "./identifiers.ts";

/** The task definition of `family`, `family:revision` or an ARN; a family alone means its latest ACTIVE revision. */
export function findTaskDefinition(state: RegionState, caller: Caller, given: string): TaskDefinition | undefined {
  const { taskDefinitions, latestRevisions } = state.ecs;
  const name = isArn(given) ? resourceOf(caller, given, "task-definition") : given;
  // AWS: the two sentences as radkawar/stackd, internal/services/ecs/resources.go, repeats them.
  const [family, revision, ...rest] = name.split(":");
  if (!NAME.test(family!)) throw new InvalidParameterException("Invalid task definition: Invalid family name.");
  if (revision !== undefined && (rest.length > 0 || !/^0*[1-9]\d{0,9}$/.test(revision)))
    throw new InvalidParameterException("Invalid task definition: Invalid revision number.");
  if (revision !== undefined) return entry(taskDefinitions, `${family}:${Number(revision)}`);
  for (let revision = entry(latestRevisions, name) ?? 0; revision > 0; revision--) {
    const definition = entry(taskDefinitions, `${name}:${revision}`);
    if (definition?.status === "ACTIVE") return definition;
  }
  return undefined;
}

/** The ACTIVE task definition that a service or task is to run. */
export function runnableTaskDefinition(state: RegionState, caller: Caller, given: string | undefined): TaskDefinition {
  return mustBeActive(namedTaskDefinition(state, caller, given));
}

/** The task definition of that name, in any status. */
export function namedTaskDefinition(state: RegionState, caller: Caller, given: string | undefined): TaskDefinition {
  // AWS: the sentence as callers saw it (hashicorp/terraform-provider-aws users, "creating ECS Service").
  if (!given) throw new InvalidParameterException("TaskDefinition can not be blank.");
  const definition = findTaskDefinition(state, caller, given);
  if (!definition) throw new ClientException("TaskDefinition not found.");
  return definition;
}

export function mustBeActive(definition: TaskDefinition): TaskDefinition {
  if (definition.status !== "ACTIVE") throw new ClientException("TaskDefinition is inactive");
  return definition;
}

/** The key of a task definition in `EcsState.taskDefinitions`. */
export const definitionKey = ({ family, revision }: TaskDefinition): string => `${family}:${revision}`;
