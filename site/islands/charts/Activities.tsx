import { formatAccountTime } from "../../client/format.ts";
import { say } from "../../client/say.ts";
import type { History } from "./history.ts";

type Activity = History["activities"][number];

type Props = {
  /** Those within the time that the charts show. */
  shown: Activity[];
  opened: string | undefined;
  onOpen: (id: string | undefined) => void;
};

/** The scaling activities that the charts mark, each with its cause when it is opened: AWS's words, which are English. */
export function Activities({ shown, opened, onOpen }: Props) {
  if (shown.length === 0) return null;
  return (
    <ol class="charts-activities" aria-label={say("Scaling activities in this time")}>
      {shown.map((it) => (
        <li key={it.id}>
          <button
            type="button"
            aria-expanded={opened === it.id}
            onClick={() => onOpen(opened === it.id ? undefined : it.id)}
          >
            <time>{formatAccountTime(it.at)}</time> <span lang="en">{it.description}</span> <i lang="en">{it.status}</i>
          </button>
          {opened === it.id && <p lang="en">{it.cause}</p>}
        </li>
      ))}
    </ol>
  );
}
