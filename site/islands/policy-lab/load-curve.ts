import { waveUsers } from "../../../server/sandbox/simulation/wave.ts";
import type { Load } from "./settings.ts";

/** How many users there are so many seconds after the beginning: the number that the lab asks the load generator for. */
export function usersAt(load: Load, seconds: number): number {
  if (load.kind === "points") return Math.round(betweenPoints(load, seconds / 60));
  const since = seconds - load.fromMinute * 60;
  if (since < 0 || seconds >= load.untilMinute * 60) return 0;
  if (load.kind === "constant") return load.users;
  const periodSeconds = (load.untilMinute - load.fromMinute) * 60;
  const lowUsers = Math.min(load.lowUsers, load.users);
  // A ramp that climbed to its end would be gone as soon as it is up: it is up after half of its time.
  const period = load.kind === "ramp" ? periodSeconds / 2 : periodSeconds;
  return waveUsers({ kind: load.kind, lowUsers, periodSeconds: period }, load.users, since);
}

/** Along a straight line between the neighbours; before the first and after the last point as they say. */
function betweenPoints({ points }: Load, minute: number): number {
  const next = points.findIndex((it) => it.minute > minute);
  const before = points[(next < 0 ? points.length : next) - 1];
  const after = next < 0 ? undefined : points[next];
  if (!before) return after?.users ?? 0;
  if (!after) return before.users;
  return before.users + ((after.users - before.users) * (minute - before.minute)) / (after.minute - before.minute);
}
