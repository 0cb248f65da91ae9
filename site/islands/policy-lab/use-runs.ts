import { useEffect, useRef, useState } from "preact/hooks";
import type { Run } from "./run.ts";
import type { Experiment, Load, Settings } from "./settings.ts";
import type { Answered, Asked } from "./worker.ts";

/** Runs kept, so that going back to a setting shows it at once. */
const KEPT = 60;

/** The run of each variant; undefined while a first one is on its way. A changed variant shows its last run until the new one is there. */
export function useRuns({ variants, load }: Experiment): { runs: (Run | undefined)[]; settled: boolean } {
  const worker = useRef<Worker>();
  const known = useRef(new Map<string, Run>());
  const asked = useRef(new Set<string>());
  const shown = useRef<(Run | undefined)[]>([]);
  const [, refresh] = useState(0);

  useEffect(() => {
    const it = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    it.onmessage = ({ data: { key, run } }: MessageEvent<Answered>) => {
      known.current.set(key, run);
      asked.current.delete(key);
      const oldest = known.current.keys().next().value;
      if (known.current.size > KEPT && oldest !== undefined) known.current.delete(oldest);
      refresh((n) => n + 1);
    };
    worker.current = it;
    refresh((n) => n + 1);
    return () => it.terminate();
  }, []);

  const keys = variants.map(({ settings }) => keyOf(settings, load));
  const wanted = keys.join();
  useEffect(() => {
    for (const [i, key] of keys.entries()) {
      if (!worker.current || known.current.has(key) || asked.current.has(key)) continue;
      asked.current.add(key);
      worker.current.postMessage({ key, settings: variants[i]!.settings, load } satisfies Asked);
    }
  });

  const found = keys.map((key) => known.current.get(key));
  const settled = found.every((it) => it !== undefined);
  const before = useRef("");
  // All change at once: curves under different loads beside each other would compare nothing.
  if (settled && before.current !== wanted) {
    shown.current = found;
    before.current = wanted;
  }
  return { runs: variants.map((_, i) => shown.current[i]), settled };
}

const keyOf = (settings: Settings, load: Load): string => JSON.stringify([settings, load]);
