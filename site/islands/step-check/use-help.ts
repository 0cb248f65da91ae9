import { useEffect, useState } from "preact/hooks";
import type { Progress, SolutionView, UndoView } from "../../../server/contract/index.ts";
import { send, serverAheadMs } from "../../client/api.ts";
import { viewOf } from "../../client/views.ts";
import { useTrying } from "./use-trying.ts";

/** What may be done for a participant. */
export type Deed = "solve" | "skip" | "restart";
/** What is asked about: a look at what would be done comes first. */
export type Asked = { deed: Deed; step: string; view: SolutionView | undefined };
/** What was done and can be taken back. */
export type Done = { step: string; until: number };

/** Doing a step for somebody: first a look, then the deed, then ten minutes to take it back. `onDone` is told after each. */
export function useHelp(id: string, onDone: (what: Deed | "undo", step: string, view?: SolutionView) => void) {
  const [asked, setAsked] = useState<Asked | undefined>();
  const [done, setDone] = useState<Done | undefined>();
  const [undoing, setUndoing] = useState<UndoView | undefined>();
  const [failedView, setFailedView] = useState<SolutionView | undefined>();
  const { busy, problem, trying, forgive } = useTrying();

  const forget = () => {
    setAsked(undefined);
    setUndoing(undefined);
    forgive();
    setFailedView(undefined);
  };

  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(undefined), done.until - (Date.now() + serverAheadMs));
    return () => clearTimeout(timer);
  }, [done]);

  return {
    asked,
    done,
    undoing,
    failedView,
    busy,
    problem,
    forget,
    /** Shows what a deed would be. */
    ask: (deed: Deed, step = id) =>
      trying(async () => {
        forget();
        setAsked({ deed, step, view: undefined });
        const view = await send<SolutionView>("POST", `/api/steps/${step}/${deed}`, { preview: true });
        setAsked({ deed, step, view });
      }),
    /** Does what was shown. */
    apply: ({ deed, step }: Asked) =>
      trying(async () => {
        const view = await send<SolutionView>("POST", `/api/steps/${step}/${deed}`, {});
        setAsked(undefined);
        setFailedView(view.deeds.some(({ status }) => status === "failed") ? view : undefined);
        setDone(view.undoUntil === null ? undefined : { step, until: view.undoUntil });
        await viewOf<Progress>("/api/progress").refresh();
        onDone(deed, step, view);
      }),
    /** Takes it back; what else would go is shown first. */
    undo: ({ step }: Done, anyway = false) =>
      trying(async () => {
        const said = anyway ? undefined : await send<UndoView>("POST", `/api/steps/${step}/undo`, { preview: true });
        if (said && said.since.length > 0) {
          setUndoing(said);
          return;
        }
        await send<UndoView>("POST", `/api/steps/${step}/undo`, {});
        forget();
        setDone(undefined);
        await viewOf<Progress>("/api/progress").refresh();
        onDone("undo", step);
      }),
    /** Finds out whether something was done before this page was opened that can still be taken back. */
    remember: async () => {
      if (done) return;
      const said = await send<UndoView>("POST", `/api/steps/${id}/undo`, { preview: true }).catch(() => undefined);
      if (said?.until) setDone({ step: id, until: said.until });
    },
  };
}
