const GIB = 1_024;

/** AWS: CPU units, and the memory in MiB that goes with them: from, to, in steps of (amazon-ecs-developer-guide, task-cpu-memory-error). */
const SIZES: Record<number, { from: number; to: number; step: number }> = {
  512: { from: GIB, to: 4 * GIB, step: GIB },
  1024: { from: 2 * GIB, to: 8 * GIB, step: GIB },
  2048: { from: 4 * GIB, to: 16 * GIB, step: GIB },
  4096: { from: 8 * GIB, to: 30 * GIB, step: GIB },
  8192: { from: 16 * GIB, to: 60 * GIB, step: 4 * GIB },
  16384: { from: 32 * GIB, to: 120 * GIB, step: 8 * GIB },
};

/** Whether Fargate has a task of that size; `cpu` in CPU units, `memory` in MiB. */
export function isFargateSize(cpu: number, memory: number): boolean {
  if (cpu === 256) return [512, GIB, 2 * GIB].includes(memory);
  const size = SIZES[cpu];
  return size !== undefined && memory >= size.from && memory <= size.to && (memory - size.from) % size.step === 0;
}
