import { formatNumber } from "../../client/format.ts";
import { say } from "../../client/say.ts";
import type { Figures } from "./run.ts";
import { dollars, minutes, percent } from "./words.ts";

/** The variants compared in sentences: the first as it is, the others beside it. */
export function summaryOf(named: { name: string; figures: Figures }[]): string[] {
  const [first, ...others] = named;
  if (!first) return [];
  return [alone(first), ...others.map((it) => beside(it, first))];
}

function alone({ name, figures: it }: { name: string; figures: Figures }): string {
  const grows =
    it.minutesToGrow === null
      ? say("stays at {n, plural, one {# task} other {# tasks}}", { n: it.mostTasks })
      : say("has its first additional task after {time} and at most {n}", {
          time: minutes(it.minutesToGrow),
          n: it.mostTasks,
        });
  const failed =
    it.failures === 0
      ? say("no request fails")
      : say("{n, plural, one {# request} other {# requests}} of {all} fail", {
          n: it.failures,
          all: formatNumber(it.requests),
        });
  return say("{name} {grows}; {share} are answered within a second, {failed}; it costs {price}.", {
    name,
    grows,
    share: percent(it.goodShare),
    failed,
    price: dollars(it.price),
  });
}

/** `B, compared with A: it grows 2 min later; at most 4 tasks instead of 5; costs 18 % less; 312 requests more fail; …` */
function beside(
  { name, figures: it }: { name: string; figures: Figures },
  first: { name: string; figures: Figures },
): string {
  const { figures: than } = first;
  const parts = [
    growth(it, than),
    it.mostTasks === than.mostTasks
      ? say("as many tasks at most ({n})", { n: it.mostTasks })
      : say("at most {n, plural, one {# task} other {# tasks}} instead of {than}", {
          n: it.mostTasks,
          than: than.mostTasks,
        }),
    price(it.price, than.price),
    failures(it.failures, than.failures),
    share(it.goodShare, than.goodShare),
  ];
  return say("{name}, compared with {first}: {parts}.", { name, first: first.name, parts: parts.join("; ") });
}

function growth({ minutesToGrow: it }: Figures, { minutesToGrow: than }: Figures): string {
  if (it === null) return than === null ? say("it does not grow either") : say("it does not grow");
  if (than === null) return say("it grows, after {time}", { time: minutes(it) });
  const late = it - than;
  if (Math.abs(late) < 1 / 60) return say("it grows at the same time");
  const time = minutes(Math.abs(late));
  return late > 0 ? say("it grows {time} later", { time }) : say("it grows {time} earlier", { time });
}

function price(it: number, than: number): string {
  const change = Math.round((100 * (it - than)) / than);
  if (change === 0) return say("costs the same");
  const percents = Math.abs(change);
  return change < 0 ? say("costs {percents} % less", { percents }) : say("costs {percents} % more", { percents });
}

function failures(it: number, than: number): string {
  if (it === than) return it === 0 ? say("no request fails either") : say("as many requests fail");
  const n = Math.abs(it - than);
  return it > than
    ? say("{n, plural, one {# request} other {# requests}} more fail", { n })
    : say("{n, plural, one {# request} other {# requests}} fewer fail", { n });
}

const share = (it: number, than: number): string =>
  percent(it) === percent(than)
    ? say("as many are answered within a second ({share})", { share: percent(it) })
    : say("{share} are answered within a second instead of {than}", { share: percent(it), than: percent(than) });
