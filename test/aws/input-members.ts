import type { Shape } from "../../server/sandbox/wire/shapes.ts";

/**
 * The members of an operation's input and of all structures in it, as `containerDefinitions.logConfiguration.options`; what is
 * below a member that `goesOn` does not want is left out. A structure inside itself is walked once.
 */
export function membersBelow(
  shape: Shape | undefined,
  goesOn: (path: string, name: string) => boolean,
  path: string[] = [],
  around: Shape[] = [],
): string[] {
  if (shape?.kind === "list") return membersBelow(shape.member, goesOn, path, around);
  if (shape?.kind === "map") return membersBelow(shape.value, goesOn, path, around);
  if (shape?.kind !== "structure" || around.includes(shape)) return [];
  return shape.members.flatMap((it) => {
    const own = [...path, it.name];
    const name = own.join(".");
    return [name, ...(goesOn(name, it.name) ? membersBelow(it.shape, goesOn, own, [...around, shape]) : [])];
  });
}
