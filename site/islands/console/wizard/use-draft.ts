import { useEffect } from "preact/hooks";
import type { ServiceView, UpdateOutcome } from "../../../../server/contract/index.ts";
import { ofAccount } from "../../../client/account-state.ts";
import { readState, useSessionState, writeState } from "../../../client/session-state.ts";
import { useAccount } from "../../../client/use-account.ts";
import { type Draft, draftOf, isSame, type PolicyDraft, rebased } from "./draft.ts";

/** The policy that is open in the editor, and its place among the draft's policies. */
export type Editing = { index: number; policy: PolicyDraft };

/** All that one update of one service has come to. Kept until it is complete or cancelled, so that a reload finds it again. */
export type Update = {
  /** Which service this is about: after a reset it is another one of the same name. */
  of: string;
  /** What the account held when the draft was last compared with it. */
  account: Draft;
  draft: Draft;
  editing: Editing | null;
  outcome: UpdateOutcome | null;
  /** Fields that nobody had touched follow the account since something else was typed. */
  followed?: boolean;
};

/** The update of one service, begun with what the account holds and following it wherever nothing was typed. */
export function useDraft(
  cluster: string,
  service: string,
  view: ServiceView | undefined,
): { update: Update | null; change: (part: Partial<Update>) => void; forget: () => void } {
  // The number goes up with the shape of a draft: one that an older page kept is begun anew.
  const key = ofAccount(`console.update.2.${cluster}/${service}`);
  const { account } = useAccount();
  const [update] = useSessionState<Update | null>(key, null);

  useEffect(() => {
    // A draft is begun, and follows, only where view and key are of the same account.
    if (!view?.scaling || view.service.arn.split(":")[4] !== account?.accountId) return;
    const next = continued(readState<Update | null>(key, null), view);
    if (next) writeState(key, next);
  });

  const of = view && identityOf(view);
  return {
    update: update && (of === undefined || update.of === of) ? update : null,
    change: (part) => {
      const now = readState<Update | null>(key, null);
      if (now) writeState(key, { ...now, ...part });
    },
    forget: () => writeState(key, null),
  };
}

const identityOf = ({ service }: ServiceView) => `${service.arn} ${service.createdAt}`;

/** The update after the account was read again; undefined where nothing changed. */
function continued(update: Update | null, view: ServiceView): Update | undefined {
  const of = identityOf(view);
  const account = draftOf(view);
  if (!update || update.of !== of) return { of, account, draft: account, editing: null, outcome: null };
  if (isSame(update.account, account)) return undefined;
  const draft = update.outcome?.complete ? account : rebased(update.draft, update.account, account);
  const typed = !update.outcome && !isSame(update.draft, update.account);
  return { ...update, account, draft, followed: update.followed || (typed && !isSame(draft, update.draft)) };
}
