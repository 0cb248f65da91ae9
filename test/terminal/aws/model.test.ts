import { expect, test } from "vitest";
import { commandModel, type TypeModel } from "../../../server/accounts/command-model.ts";
import { FIRST_VALUES, LEADING_MEMBERS } from "../../../server/accounts/command-order.ts";
import { shapesOf } from "../../../server/sandbox/wire/schemas.ts";

const model = await commandModel();

test("the model is plain data and has every operation of the services", async () => {
  expect(structuredClone(model)).toEqual(model);
  expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  for (const [name, service] of [
    ["ecs", "ecs"],
    ["elbv2", "elasticloadbalancing"],
    ["iam", "iam"],
  ] as const)
    expect(Object.keys(model[name]!.operations)).toEqual((await shapesOf(service)).operationNames);
});

test("members stand in the order of AWS's service models, enums are tied to members", () => {
  const { structures, enums } = model.ecs!;

  expect(Object.keys(structures.DescribeServicesRequest!.members)).toEqual(["cluster", "services", "include"]);
  expect(structures.RunTaskRequest!.members.launchType).toEqual({ enum: "LaunchType" });
  expect(structures.DescribeServicesRequest!.members.include).toEqual({ list: { enum: "ServiceField" } });
  expect(enums.PlacementStrategyType?.[0]).toBe("random");
});

test("a refusal has the code that the Query services put on the wire", () => {
  expect(model.elbv2!.errorCodes.LoadBalancerNotFoundException).toBe("LoadBalancerNotFound");
  expect(model.ecs!.errorCodes).toEqual({});
});

test("what is said of the order names members and enums that exist", () => {
  const unknown = [];
  for (const [name, structures] of Object.entries(LEADING_MEMBERS))
    for (const [structure, leading] of Object.entries(structures)) {
      const members = Object.keys(model[name]!.structures[structure]?.members ?? {});
      if (!members.join(" ").startsWith(leading)) unknown.push(`${name} ${structure}`);
    }
  for (const [name, firsts] of Object.entries(FIRST_VALUES))
    for (const [it, value] of Object.entries(firsts))
      if (model[name]!.enums[it]?.[0] !== value) unknown.push(`${name} ${it}`);

  expect(unknown).toEqual([]);
});

test("every type of a member is known to the model", () => {
  const unknown: string[] = [];
  for (const [name, { structures, enums }] of Object.entries(model)) {
    const look = (type: TypeModel, path: string): void => {
      if (typeof type === "string") return;
      if ("list" in type) look(type.list, path);
      else if ("map" in type) look(type.map, path);
      else if ("structure" in type ? !structures[type.structure] : !enums[type.enum]?.length) unknown.push(path);
    };
    for (const [structure, { members }] of Object.entries(structures))
      for (const [member, type] of Object.entries(members)) look(type, `${name} ${structure}.${member}`);
  }

  expect(unknown).toEqual([]);
});
