import { ClientException } from "./errors.ts";

/** CPU units from `256` or `.25 vCPU`, MiB from `512` or `0.5 GB` (API_RegisterTaskDefinition). */
export function units(text: string | undefined, kind: "cpu" | "memory"): number | undefined {
  if (text === undefined) return undefined;
  const [, number, unit = ""] = /^\s*(\d+|\d*\.\d+)\s*(vcpus?|gi?b|mi?b)?\s*$/i.exec(text) ?? [];
  const isCpu = /^v/i.test(unit);
  const factor = isCpu || /^g/i.test(unit) ? 1_024 : 1;
  const value = Number(number) * factor;
  if (!(Number.isInteger(value) && value > 0) || (unit !== "" && isCpu !== (kind === "cpu")))
    throw new ClientException(`Invalid '${kind}' setting for task.`);
  return value;
}

/** AWS: what a size that Fargate does not have is answered with (radkawar/stackd, internal/services/ecs/task_validation.go). */
export const noFargateSize = (cpu: number, memory: number): string =>
  `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`;
