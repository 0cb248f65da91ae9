import { useEffect, useRef, useState } from "preact/hooks";
import { formatAccountTime } from "../../client/format.ts";
import type { History } from "./history.ts";

type Activity = History["activities"][number];

type Props = {
  all: Activity[];
  /** Those within the time that the charts show. */
  shown: Activity[];
  opened: string | undefined;
  onOpen: (id: string | undefined) => void;
};

/** The scaling activities that the charts mark, each with its cause when it is opened. */
export function Activities({ all, shown, opened, onOpen }: Props) {
  return (
    <>
      <Announcer activities={all} />
      {shown.length > 0 && (
        <ol class="charts-activities" aria-label="Scaling activities in this time">
          {shown.map((it) => (
            <li key={it.id}>
              <button
                type="button"
                aria-expanded={opened === it.id}
                onClick={() => onOpen(opened === it.id ? undefined : it.id)}
              >
                <time>{formatAccountTime(it.at)}</time> <span>{it.description}</span> <i>{it.status}</i>
              </button>
              {opened === it.id && <p>{it.cause}</p>}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** Says a new change of capacity once, politely; never a datapoint. */
function Announcer({ activities }: { activities: Activity[] }) {
  const known = useRef(new Set(activities.map((it) => it.id)));
  const [said, setSaid] = useState("");
  useEffect(() => {
    const fresh = activities.filter((it) => it.desired !== null && !known.current.has(it.id));
    for (const it of activities) known.current.add(it.id);
    if (fresh.length > 0) setSaid(fresh.map((it) => it.description).join(" "));
  }, [activities]);
  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}
