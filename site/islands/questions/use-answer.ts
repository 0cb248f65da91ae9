import { useEffect, useState } from "preact/hooks";
import type { Answer, AnswerRequest, AnswersView, Problem } from "../../../server/contract/index.ts";
import { problemOf, send } from "../../client/api.ts";
import { useSessionState } from "../../client/session-state.ts";
import { useAccount } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { viewOf } from "../../client/views.ts";

const PATH = "/api/answers";

/** What the participant answered to one question in this page's account, and how to answer it. */
export function useAnswer(id: string) {
  const { presence, account, here } = useAccount();
  const active = presence === "present" && here;
  const { data, refresh } = useView<AnswersView>(PATH, ["progress", "load", "scaling", "metrics", "account"], {
    active,
  });
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  /** Until the script is here a press would go nowhere: buttons wait with it. */
  const [alive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);

  async function keep(request: AnswerRequest): Promise<boolean> {
    setBusy(true);
    try {
      const kept = await send<Answer>("PUT", `${PATH}/${id}`, request);
      const others = (viewOf<AnswersView>(PATH).state.data?.answers ?? []).filter((it) => it.question !== id);
      viewOf<AnswersView>(PATH).put({ answers: [...others, kept] });
      setProblem(undefined);
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setBusy(false);
      void refresh();
    }
  }

  return {
    answer: active ? data?.answers.find((it) => it.question === id) : undefined,
    /** The account in which it is kept; what is typed meanwhile is kept for it in this browser. */
    scope: account?.accountId ?? "nobody",
    here,
    alive,
    ready: alive && here && !busy,
    problem,
    keep,
  };
}

/** A text that is being typed: kept in this browser, for one account, until it is sent. */
export function useDraft(scope: string, name: string, kept: string): [string, (text: string | undefined) => void] {
  const [draft, setDraft] = useSessionState<string | undefined>(`answer.${scope}.${name}`, undefined);
  return [draft ?? kept, setDraft];
}
