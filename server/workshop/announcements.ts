import type { ScalingActivity } from "@aws-sdk/client-application-auto-scaling";
import type { Account } from "../accounts/account.ts";
import type { AnnouncementsView, Language, ScalingDecision } from "../contract/index.ts";
import { type Say, sayIn } from "./messages/say.ts";
import { activitiesOf, alarmHistoryOf, desiredCountOf } from "./reading.ts";
import { alarmPrefixOf, type ServiceName, workshopService } from "./scenario.ts";
import { historyData, shortAlarmName, stepAlarmsOf } from "./timeline.ts";

type Asked = { since: number; language?: Language; service?: ServiceName };

/**
 * What somebody who looks elsewhere has to hear of the time after `since` (account time): how far the service scaled, and which state
 * each alarm is in now. Several changes of one thing are one sentence, so that a fast clock does not talk without end.
 */
export async function announcementsOf(
  account: Account,
  { since, language = "en", service = workshopService }: Asked,
): Promise<AnnouncementsView> {
  const now = await account.now();
  const where = { aws: account.aws, region: account.region, service };
  const [activities, history, decisions] = await Promise.all([
    activitiesOf(where, { newest: 20 }),
    stepAlarmsOf(where).then((named) => alarmHistoryOf(where, { type: "StateUpdate", since: since + 1, named })),
    account.decisions?.list(),
  ]);
  const say = sayIn(language);
  const fresh = activities
    .filter((it) => it.StartTime!.getTime() > since && it.StartTime!.getTime() <= now)
    .sort((a, b) => a.StartTime!.getTime() - b.StartTime!.getTime());

  const states = new Map<string, string>();
  for (const { AlarmName, Timestamp, HistoryData } of [...history].reverse()) {
    const state = historyData(HistoryData).newState?.stateValue;
    if (state && Timestamp!.getTime() <= now) states.set(shortAlarmName(AlarmName!, alarmPrefixOf(service)), state);
  }
  const alarms = [...states].map(([alarm, state]) => say("Alarm {alarm}: {state}.", { alarm, state }));
  return { now, sentences: [...alarms, ...scaled(fresh, decisions ?? [], say)] };
}

/** From the count before the first of these activities to the count that the last one set; AWS itself tells only the latter. */
function scaled(activities: ScalingActivity[], decisions: ScalingDecision[], say: Say): string[] {
  const counts = activities.map(desiredCountOf);
  const to = counts.findLast((it) => it !== undefined);
  if (to === undefined) return [];
  const first = decisions.find(({ activityId }) => activityId === activities[0]!.ActivityId)?.outcome;
  const from = first?.kind === "scaled" ? first.from : undefined;
  if (from === undefined) return [say("The desired count is now {to, plural, one {# task} other {# tasks}}.", { to })];
  if (from === to) return [say("Scaled, and back to {to, plural, one {# task} other {# tasks}}.", { to })];
  return to > from
    ? [say("Scaled out from {from} to {to, plural, one {# task} other {# tasks}}.", { from, to })]
    : [say("Scaled in from {from} to {to, plural, one {# task} other {# tasks}}.", { from, to })];
}
