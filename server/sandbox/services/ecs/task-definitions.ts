import type {
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse,
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse,
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse,
} from "@aws-sdk/client-ecs";
import { limits } from "../../../limits.ts";
import type { TaskDefinition } from "../../world/ecs.ts";
import type { RegionState, World } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { operation } from "../operation.ts";
import { ClientException, InvalidParameterException, LimitExceededException } from "./errors.ts";
import { definitionKey, findTaskDefinition } from "./find-task-definition.ts";
import { arnOf } from "./identifiers.ts";
import { mustAllBeOneOf } from "./refusals.ts";
import { refuseTags } from "./tag-rules.ts";
import { listTags, readTags } from "./tags.ts";
import { taskDefinitionAnswer } from "./task-definition-answer.ts";
import { described } from "./task-definition-rules.ts";

/** Registers the next revision of a family. AWS: revisions rise by one and are never used again (API_RegisterTaskDefinition). */
export const RegisterTaskDefinition = operation<RegisterTaskDefinitionRequest, RegisterTaskDefinitionResponse>({
  run({ world, state, caller, input, changes }) {
    const { ecs } = state;
    const content = described(input);
    refuseTags(input.tags ?? [], input.tags?.length, ClientException);
    makeRoom(state);
    const family = input.family!;
    const revision = (entry(ecs.latestRevisions, family) ?? 0) + 1;
    const key = `${family}:${revision}`;
    const definition: TaskDefinition = {
      arn: arnOf(caller, "task-definition", key),
      family,
      revision,
      status: "ACTIVE",
      registeredAt: world.now,
      registeredBy: caller.principal,
      ...content,
      tags: readTags(input.tags),
    };
    ecs.latestRevisions[family] = revision;
    ecs.taskDefinitions[key] = definition;
    changes.push(change(world, state, key, "registered", "call RegisterTaskDefinition"));
    return {
      taskDefinition: taskDefinitionAnswer(definition),
      ...(input.tags && { tags: listTags(definition.tags) }),
    };
  },
});

/** Makes a revision INACTIVE. Services and tasks that use it go on, and services still scale (API_DeregisterTaskDefinition). */
export const DeregisterTaskDefinition = operation<DeregisterTaskDefinitionRequest, DeregisterTaskDefinitionResponse>({
  run({ world, state, caller, input, changes }) {
    const given = input.taskDefinition!;
    if (!/:[^/]*$/.test(given.slice(given.lastIndexOf("/") + 1)))
      throw new InvalidParameterException("Revision is missing");
    const definition = findTaskDefinition(state, caller, given);
    if (!definition) throw new ClientException("Unable to describe task definition.");
    if (definition.status === "DELETE_IN_PROGRESS") {
      throw new ClientException(
        "The task definition could not be deregistered because it is in the process of being deleted.",
      );
    }
    if (definition.status === "ACTIVE") {
      definition.status = "INACTIVE";
      definition.deregisteredAt = world.now;
      changes.push(change(world, state, definitionKey(definition), "deregistered", "call DeregisterTaskDefinition"));
    }
    // AWS: this answer alone does not say when (testdata/aws/ecs/services.json, sequences 2 to 5).
    const { deregisteredAt: _, ...taskDefinition } = taskDefinitionAnswer(definition);
    return { taskDefinition };
  },
});

/** Describes one revision in any status, or a family's latest ACTIVE one. */
export const DescribeTaskDefinition = operation<DescribeTaskDefinitionRequest, DescribeTaskDefinitionResponse>({
  reads: true,
  run({ state, caller, input }) {
    mustAllBeOneOf("include", input.include, ["TAGS"]);
    const definition = findTaskDefinition(state, caller, input.taskDefinition!);
    if (!definition) throw new ClientException("Unable to describe task definition.");
    return {
      taskDefinition: taskDefinitionAnswer(definition),
      tags: input.include?.includes("TAGS") ? listTags(definition.tags) : [],
    };
  },
});

/** Refuses one revision too many; INACTIVE ones that nothing uses are forgotten first, the oldest first. */
function makeRoom({ ecs }: RegionState): void {
  const keys = Object.keys(ecs.taskDefinitions);
  if (keys.length < limits.taskDefinitionRevisions) return;
  const used = new Set<string>();
  for (const it of Object.values(ecs.tasks)) used.add(it.taskDefinition);
  for (const service of Object.values(ecs.services)) {
    used.add(service.taskDefinition);
    for (const it of service.deployments) used.add(it.taskDefinition);
  }
  const free = keys.filter((it) => ecs.taskDefinitions[it]!.status !== "ACTIVE" && !used.has(it));
  const oldest = free.find((it) => ecs.taskDefinitions[it]!.status === "DELETE_IN_PROGRESS") ?? free[0];
  if (!oldest) {
    throw new LimitExceededException(
      `This sandbox holds at most ${limits.taskDefinitionRevisions} revisions of task definitions in a Region. Deregister some that are not used.`,
    );
  }
  delete ecs.taskDefinitions[oldest];
}

const change = (world: World, state: RegionState, resource: string, what: string, cause: string) =>
  ({ topic: "service", at: world.now, region: state.name, resource, what: `task definition ${what}`, cause }) as const;
