import type { Progress } from "../../../server/contract/index.ts";
import { say } from "../../client/say.ts";
import { useAccount } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { isBehind, nextStep, type Place, statuses } from "./progress.ts";

/** On the home page: start, or go on where one left off. Without a script it is the link to the first chapter. */
export default function Continue({ places }: { places: Place[] }) {
  const { presence } = useAccount();
  const { data } = useView<Progress>("/api/progress", ["progress"], { active: presence === "present" });
  const status = statuses(presence === "present" ? data : undefined);
  const begun = [...status.values()].some(isBehind) || data?.chapters.some((it) => it.testedOutAt !== null);
  const next = nextStep(places, data);
  const first = places[0]!;

  if (!begun)
    return (
      <p class="continue">
        <a class="button button-primary button-large" href={first.address}>
          {say("Start with chapter 1")}
        </a>
      </p>
    );
  if (!next)
    return (
      <p class="continue">
        <a class="button button-large" href={first.address}>
          {say("Read it again")}
        </a>
        <span>{say("All steps are done. Well scaled.")}</span>
      </p>
    );
  return (
    <p class="continue">
      <a class="button button-primary button-large" href={`${next.place.address}#${next.step.id}`}>
        {say("Continue: chapter {chapter}, step {step}", { chapter: next.place.number, step: next.number })}
      </a>
      <span>
        {status.get(next.step.id) === "skipped"
          ? say("{title}, which you skipped", { title: next.step.title })
          : next.step.title}
      </span>
    </p>
  );
}
