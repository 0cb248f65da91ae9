import { readFileSync } from "node:fs";
import path from "node:path";
import type { CommandModel } from "../../../server/accounts/command-model.ts";

/**
 * What our model has and the AWS CLI 2.9.19 of January 2023 does not: AWS has added operations, members and values since. Where it
 * also put members into another order, that older order.
 */
export type Newer = Record<
  string,
  {
    operations: string[];
    members: Record<string, string[]>;
    values: Record<string, string[]>;
    order: Record<string, string[]>;
    /** What a structure required then, where that has changed. */
    required: Record<string, string[]>;
  }
>;

export const NEWER = path.join(import.meta.dirname, "../recorded/newer-than-2.9.19.json");

/** The model as it was in 2.9.19, so that the two CLIs can be compared line by line. */
export function modelOf2_9_19(
  model: CommandModel,
  newer = JSON.parse(readFileSync(NEWER, "utf8")) as Newer,
): CommandModel {
  const old = structuredClone(model);
  for (const [name, { operations, members, values, order, required }] of Object.entries(newer)) {
    const service = old[name]!;
    for (const it of operations) delete service.operations[it];
    for (const [it, gone] of Object.entries(members))
      for (const member of gone) delete service.structures[it]!.members[member];
    for (const [it, names] of Object.entries(required)) service.structures[it]!.required = names;
    for (const [it, gone] of Object.entries(values))
      service.enums[it] = service.enums[it]!.filter((value) => !gone.includes(value));
    for (const [it, names] of Object.entries(order)) {
      const structure = service.structures[it]!;
      structure.members = Object.fromEntries(names.map((member) => [member, structure.members[member]!]));
    }
  }
  return old;
}
