import type { StrategyItem, Task } from "../world/ecs.ts";

/**
 * The capacity provider of the next task: whoever has not its `base` yet, then whoever is furthest behind its weight (API_CapacityProviderStrategyItem).
 * Undefined where there is no strategy. Simplified: FARGATE_SPOT is never short of capacity and never interrupted.
 */
export function chooseProvider(strategy: StrategyItem[] | undefined, tasks: readonly Task[]): string | undefined {
  if (!strategy || strategy.length === 0) return undefined;
  const count = (it: StrategyItem) => tasks.filter((task) => task.capacityProvider === it.capacityProvider).length;
  const base = strategy.find((it) => count(it) < it.base);
  if (base) return base.capacityProvider;
  const behind = (it: StrategyItem) => (count(it) - it.base) / it.weight;
  let best: StrategyItem | undefined;
  for (const it of strategy) if (it.weight > 0 && (!best || behind(it) < behind(best))) best = it;
  return (best ?? strategy[0]!).capacityProvider;
}
