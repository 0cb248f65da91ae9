import { useEffect, useState } from "preact/hooks";
import type { Progress } from "../../../server/contract/index.ts";
import { language, pattern, say } from "../../client/say.ts";
import { useAccount } from "../../client/use-account.ts";
import { useView } from "../../client/use-view.ts";
import { isDone, type Place, type StepStatus, statuses } from "./progress.ts";
import "./where.css";

/** In the header: chapter, step, and how far one has come. Without a script it is a row of links. */
export default function Where({ slug, chapters, lab = false }: { slug: string; chapters: Place[]; lab?: boolean }) {
  const { presence } = useAccount();
  const { data } = useView<Progress>("/api/progress", ["progress"], { active: presence === "present" });
  const status = statuses(presence === "present" ? data : undefined);
  const here = chapters.find((chapter) => chapter.slug === slug)!;
  const current = useStepInView(here.steps.map((step) => step.id));
  const testedOut = data?.chapters.find((it) => it.slug === slug)?.testedOutAt != null && presence === "present";
  const done = here.steps.filter((step) => isDone(status.get(step.id))).length;

  return (
    <nav class={`where-nav where-${presence}`} aria-label={say("Where you are")}>
      <p class="where-chapter">
        <span class="where-number">
          {lab ? (
            say("Lab")
          ) : (
            <>
              {here.number}
              <span class="where-of">/{chapters.length}</span>
            </>
          )}
        </span>{" "}
        <span class="where-title" lang={here.lang}>
          {here.title}
        </span>
      </p>
      <ol class="where-steps" aria-label={say("Steps: {done} of {count} done", { done, count: here.steps.length })}>
        {here.steps.map((step, i) => {
          const state = status.get(step.id) ?? "todo";
          return (
            <li key={step.id}>
              <a
                href={`#${step.id}`}
                class={`where-step where-${state}`}
                aria-current={i === current ? "step" : undefined}
                lang={here.lang}
                title={step.title}
              >
                <span class="visually-hidden" lang={language()}>
                  {say("Step {n}, {title}: {state}", { n: i + 1, title: step.title, state: say(STATES[state]) })}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
      {testedOut && <p class="where-tested">{say("tested out")}</p>}
      <p class="where-count" aria-hidden="true">
        {current === undefined
          ? say("{done} of {count} done", { done, count: here.steps.length })
          : say("Step {n} of {count}", { n: current + 1, count: here.steps.length })}
      </p>
    </nav>
  );
}

/** How it stands with a step, in words to be said. */
const STATES: Record<StepStatus, string> = {
  todo: pattern("to do"),
  passed: pattern("done"),
  drifted: pattern("done, and the account has changed since"),
  solved: pattern("done for you"),
  skipped: pattern("skipped"),
};

/** The last step whose heading has passed the upper third of the window. */
function useStepInView(ids: string[]): number | undefined {
  const [current, set] = useState<number | undefined>();
  useEffect(() => {
    let asked = 0;
    const look = () => {
      asked = 0;
      const line = innerHeight / 3;
      const passed = ids.filter(
        (id) => (document.getElementById(id)?.getBoundingClientRect().top ?? Infinity) < line,
      ).length;
      set(passed === 0 ? undefined : passed - 1);
    };
    const later = () => {
      asked ||= requestAnimationFrame(look);
    };
    look();
    addEventListener("scroll", later, { passive: true });
    addEventListener("resize", later);
    return () => {
      cancelAnimationFrame(asked);
      removeEventListener("scroll", later);
      removeEventListener("resize", later);
    };
  }, [ids.join()]);
  return current;
}
