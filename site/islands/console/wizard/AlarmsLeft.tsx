import type { Edit } from "./Configure.tsx";
import { alarmsLeft, type Draft } from "./draft.ts";

type Props = { account: Draft; draft: Draft; edit: Edit };

/** AWS leaves the alarm of a step scaling policy that goes (API_DeleteScalingPolicy): whether it goes too is asked here. */
export function AlarmsLeft({ account, draft, edit }: Props) {
  const left = alarmsLeft(account, draft);
  if (left.length === 0) return null;
  const set = (alarm: string, isDeleted: boolean) => {
    const others = draft.deletedAlarms.filter((it) => it !== alarm);
    edit({ deletedAlarms: isDeleted ? [...others, alarm] : others }, []);
  };
  return (
    <fieldset class="console-choice console-warning">
      <legend>Alarms that nothing needs any more</legend>
      <p class="console-hint">AWS leaves the alarm of a step scaling policy where it is. It then calls nothing.</p>
      {left.map(({ alarm, policy }) => (
        <label key={alarm}>
          <input
            type="checkbox"
            checked={draft.deletedAlarms.includes(alarm)}
            onChange={(event) => set(alarm, event.currentTarget.checked)}
          />
          <span>
            Delete the alarm <b>{alarm}</b> of {policy} too
          </span>
        </label>
      ))}
    </fieldset>
  );
}
