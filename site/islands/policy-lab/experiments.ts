import { pattern, say } from "../../client/say.ts";
import { hashOf } from "./link.ts";
import { type Experiment, type Load, usualLoad, variant } from "./settings.ts";

const load = (it: Partial<Load> = {}): Load => ({ ...usualLoad, ...it });

/** Something to try: a question, and the experiment that answers it; their words are patterns for `say`. The first is what the lab begins with. */
export const EXPERIMENTS: { id: string; title: string; question: string; experiment: Experiment }[] = [
  {
    id: "target",
    title: pattern("The workshop’s numbers, and a higher target"),
    question: pattern("A target of 60 % instead of 40 %: what does it save, and who pays for it?"),
    experiment: { load: load(), variants: [variant(), variant({ cpuTarget: 60 })] },
  },
  {
    id: "cooldowns",
    title: pattern("Cooldowns of five minutes"),
    question: pattern(
      "300 seconds are what AWS takes when you say nothing. Which direction do they slow down: out, in, or both?",
    ),
    experiment: {
      load: load({ minutes: 90 }),
      variants: [variant(), variant({ scaleOutCooldownSeconds: 300, scaleInCooldownSeconds: 300 })],
    },
  },
  {
    id: "maximum",
    title: pattern("A maximum that is too low"),
    question: pattern(
      "Two tasks at most for 600 users. The bill falls; what else happens, and would an alarm tell you?",
    ),
    experiment: { load: load(), variants: [variant(), variant({ maxCapacity: 2 })] },
  },
  {
    id: "overshoot",
    title: pattern("Five tasks for 300 users"),
    question: pattern(
      "Why does A start more tasks than 300 users need, take them away again, and begin anew? What does B’s minimum change?",
    ),
    experiment: {
      load: load({ users: 300, minutes: 120, untilMinute: 100 }),
      variants: [variant(), variant({ minCapacity: 3 })],
    },
  },
  {
    id: "spike",
    title: pattern("A spike, three ways"),
    question: pattern(
      "Ten minutes of many users come without warning. Which of the three has tasks while they are needed: CPU, requests, or steps?",
    ),
    experiment: {
      load: load({ kind: "spike", users: 600, lowUsers: 100, fromMinute: 0, untilMinute: 50 }),
      variants: [
        variant({ maxCapacity: 8 }, pattern("CPU 40 %")),
        variant({ maxCapacity: 8, policy: "requests" }, pattern("750 requests")),
        variant({ maxCapacity: 8, policy: "step", farTasks: 4 }, pattern("steps")),
      ],
    },
  },
  {
    id: "bill",
    title: pattern("Beat the bill"),
    question: pattern(
      "Four hours from morning to night. Answer 99 % of the requests within a second, and pay less than par. Par is a fixed number of tasks. How far below it do you get?",
    ),
    experiment: {
      load: load({ kind: "day", fromMinute: 0, untilMinute: 240, minutes: 240 }),
      variants: [variant({ maxCapacity: 8 }), variant({ maxCapacity: 8, cpuTarget: 80 })],
    },
  },
];

/** Its address on the page, with the names of its variants in the language of the page. */
export const addressOf = ({ load: of, variants }: Experiment): string =>
  `#${hashOf({ load: of, variants: variants.map(({ name, settings }) => ({ name: say(name), settings })) })}`;
