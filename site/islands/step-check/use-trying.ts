import { useState } from "preact/hooks";
import type { Problem } from "../../../server/contract/index.ts";
import { problemOf } from "../../client/api.ts";

/** Work that asks the server: while it goes on `busy`, and what went wrong the last time as a problem to show. */
export function useTrying() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>();
  const trying = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      setProblem(undefined);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, trying, forgive: () => setProblem(undefined) };
}
