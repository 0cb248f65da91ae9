import type {
  Attribute,
  DeleteAttributesRequest,
  DeleteAttributesResponse,
  ListAttributesRequest,
  ListAttributesResponse,
  PutAttributesRequest,
  PutAttributesResponse,
} from "@aws-sdk/client-ecs";
import type { Change } from "../../world/change.ts";
import type { ContainerInstance } from "../../world/ecs.ts";
import type { RegionState, World } from "../../world/world.ts";
import { entry } from "../entry.ts";
import { type Caller, operation } from "../operation.ts";
import { page } from "../paging.ts";
import { AttributeLimitExceededException, InvalidParameterException, TargetNotFoundException } from "./errors.ts";
import { activeCluster, idInCluster } from "./identifiers.ts";
import { attributesOf } from "./instance-attributes.ts";
import { invalidToken, pageSize } from "./list-page.ts";
import { mustBeOneOf } from "./refusals.ts";

/*
 * AWS: what attributes can be is documented (API_Attribute, API_PutAttributes); no recording shows the sentences, so they are ours. Simplified:
 * attributes are kept and shown; placement constraints, which would read them, are refused.
 */

/** AWS: custom attributes of one resource, and attributes of one call (API_PutAttributes). */
const ATTRIBUTES_MAX = 10;
const NAME = /^(?!__proto__$)[\w./-]{1,128}$/;
const VALUE = /^(?! )[\w.@:/\\ -]{1,128}(?<! )$/;

/** Gives container instances custom attributes, or replaces those of the same name. */
export const PutAttributes = operation<PutAttributesRequest, PutAttributesResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const found = targetsOf(state, caller, cluster, input.attributes!);
    const after = new Map<ContainerInstance, Record<string, string | null>>();
    for (const { attribute, instance } of found) {
      if (/^ecs\./.test(attribute.name!))
        throw new InvalidParameterException(`The attribute ${attribute.name} is one of Amazon ECS itself.`);
      if (attribute.value !== undefined && !VALUE.test(attribute.value))
        throw new InvalidParameterException(`The value of the attribute ${attribute.name} is not valid.`);
      const attributes = after.get(instance) ?? { ...instance.attributes };
      attributes[attribute.name!] = attribute.value ?? null;
      after.set(instance, attributes);
    }
    for (const attributes of after.values())
      if (Object.keys(attributes).length > ATTRIBUTES_MAX)
        throw new AttributeLimitExceededException(
          `A container instance can have at most ${ATTRIBUTES_MAX} custom attributes.`,
        );
    for (const [instance, attributes] of after) keep(world, state, instance, attributes, "call PutAttributes", changes);
    return { attributes: found.map(({ attribute, instance }) => answer(attribute, instance)) };
  },
});

/** Takes custom attributes away; the ones that are not there are passed over. */
export const DeleteAttributes = operation<DeleteAttributesRequest, DeleteAttributesResponse>({
  run({ world, state, caller, input, changes }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const found = targetsOf(state, caller, cluster, input.attributes!);
    const deleted: Attribute[] = [];
    for (const { attribute, instance } of found) {
      const value = entry(instance.attributes ?? {}, attribute.name!);
      if (value === undefined || (attribute.value !== undefined && attribute.value !== value)) continue;
      const { [attribute.name!]: _, ...rest } = instance.attributes!;
      keep(world, state, instance, rest, "call DeleteAttributes", changes);
      deleted.push(answer({ name: attribute.name, ...(value !== null && { value }) }, instance));
    }
    return { attributes: deleted };
  },
});

/** Attributes of a cluster's container instances, one row for each instance and attribute. */
export const ListAttributes = operation<ListAttributesRequest, ListAttributesResponse>({
  reads: true,
  run({ state, caller, input }) {
    const cluster = activeCluster(state, caller, input.cluster).name;
    const { attributeName, attributeValue } = input;
    mustBeOneOf("targetType", input.targetType, ["container-instance"]);
    if (attributeValue !== undefined && attributeName === undefined)
      throw new InvalidParameterException("An attribute's value can be asked for together with its name only.");
    const found = Object.values(state.ecs.containerInstances)
      .filter((it) => it.cluster === cluster)
      .flatMap((instance) => attributesOf(instance).map((it) => answer(it, instance)))
      .filter((it) => attributeName === undefined || it.name === attributeName)
      .filter((it) => attributeValue === undefined || it.value === attributeValue)
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const { rows, nextToken } = page(found, keyOf, {
      question: ["ListAttributes", cluster, attributeName, attributeValue],
      size: pageSize(input.maxResults),
      token: input.nextToken,
      refuse: invalidToken,
    });
    return { attributes: rows, nextToken };
  },
});

/** Each attribute of a call with the container instance that it is for. */
function targetsOf(state: RegionState, caller: Caller, cluster: string, attributes: Attribute[]) {
  if (attributes.length < 1 || attributes.length > ATTRIBUTES_MAX)
    throw new InvalidParameterException(`attributes must have between 1 and ${ATTRIBUTES_MAX} entries.`);
  return attributes.map((attribute) => {
    mustBeOneOf("targetType", attribute.targetType, ["container-instance"]);
    if (!NAME.test(attribute.name!)) throw new InvalidParameterException("The name of an attribute is not valid.");
    const id = idInCluster(caller, cluster, attribute.targetId ?? "", "container-instance");
    const instance = entry(state.ecs.containerInstances, id);
    if (instance?.cluster !== cluster)
      throw new TargetNotFoundException(`There is no container instance ${id} in the cluster ${cluster}.`);
    return { attribute, instance };
  });
}

function keep(
  world: World,
  state: RegionState,
  instance: ContainerInstance,
  attributes: Record<string, string | null>,
  cause: string,
  changes: Change[],
): void {
  if (JSON.stringify(attributes) === JSON.stringify(instance.attributes ?? {})) return;
  instance.attributes = attributes;
  changes.push({
    topic: "tasks",
    at: world.now,
    region: state.name,
    resource: instance.arn,
    what: "attributes changed",
    cause,
  });
}

const answer = ({ name, value }: Attribute, { arn }: ContainerInstance): Attribute => ({
  name,
  ...(value !== undefined && { value }),
  targetType: "container-instance",
  targetId: arn,
});

const keyOf = ({ name, targetId }: Attribute): string => `${targetId} ${name}`;
