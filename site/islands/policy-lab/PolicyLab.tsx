import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../client/say.ts";
import "./policy-lab.css";
import { copyText } from "../../client/clipboard.ts";
import { Decisions } from "./Decisions.tsx";
import { EXPERIMENTS } from "./experiments.ts";
import { FiguresTable } from "./FiguresTable.tsx";
import { LabCharts } from "./LabCharts.tsx";
import { LoadFields } from "./LoadFields.tsx";
import { experimentOf, hashOf } from "./link.ts";
import { GOAL, parOf } from "./par.ts";
import { contradictionOf, type Experiment, LETTERS, VARIANTS_MAX } from "./settings.ts";
import { summaryOf } from "./summary.ts";
import { useRuns } from "./use-runs.ts";
import { VariantFields } from "./VariantFields.tsx";
import { decided, dollars, parText, percent, words } from "./words.ts";

/** Variants of scaling settings beside each other, each simulated under the same load in this browser. */
export default function PolicyLab() {
  const box = useRef<HTMLDivElement>(null);
  const [experiment, setExperiment] = useState<Experiment>(EXPERIMENTS[0]!.experiment);
  const [ignored, setIgnored] = useState<string[]>([]);
  /** Whose decisions are shown, and which one is opened. */
  const [wanted, setWanted] = useState(0);
  const [opened, setOpened] = useState<string>();
  /** The last experiment without a contradiction: what the curves show. */
  const sound = useRef(experiment);
  const contradiction = contradictionOf(experiment);
  if (!contradiction) sound.current = experiment;
  const { load, variants } = sound.current;
  const { runs, settled } = useRuns(sound.current);

  useEffect(() => {
    const read = (scroll: boolean) => {
      const read = experimentOf(location.hash);
      if (!read) return;
      setExperiment(read.experiment);
      setIgnored(read.ignored);
      if (scroll) box.current?.scrollIntoView({ block: "start" });
    };
    read(false);
    const changed = () => read(true);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);

  const change = (next: Experiment) => {
    setExperiment(next);
    setIgnored([]);
    // Replaced, so that going back leaves the page and does not undo one keystroke after the other.
    history.replaceState(history.state, "", `#${hashOf(next)}`);
  };
  const letters = variants.map((_, i) => LETTERS[i]!);
  const names = variants.map(({ name }, i) => (name.trim() === "" ? letters[i]! : `${letters[i]}: ${name.trim()}`));
  const trouble = contradiction && say(words.contradictions[contradiction.what]);
  const chosen = Math.min(wanted, variants.length - 1);
  const decisions = runs[chosen]?.decisions ?? [];
  const par = parOf(load);
  const described = runs.flatMap((run, i) => (run ? [{ name: names[i]!, figures: run.figures }] : []));
  return (
    <div class="policy-lab charts" ref={box}>
      <p class="lab-note" role="status">
        {ignored.length > 0 &&
          say(
            "The link had parts that the lab does not know or that are out of bounds; they were left as usual: {parts}.",
            { parts: ignored.join(", ") },
          )}
      </p>
      <LoadFields
        load={experiment.load}
        onChange={(part) => change({ ...experiment, load: { ...experiment.load, ...part } })}
      />
      {contradiction?.of === "load" && <p class="lab-wrong">{trouble}</p>}
      <div class="lab-variants">
        {experiment.variants.map((it, i) => (
          <VariantFields
            key={LETTERS[i]}
            variant={it}
            index={i}
            trouble={contradiction?.of === i ? trouble : undefined}
            onChange={(next) =>
              change({ ...experiment, variants: experiment.variants.map((old, n) => (n === i ? next : old)) })
            }
            onRemove={
              experiment.variants.length > 1
                ? () => change({ ...experiment, variants: experiment.variants.filter((_, n) => n !== i) })
                : undefined
            }
          />
        ))}
      </div>
      <div class="lab-actions">
        {experiment.variants.length < VARIANTS_MAX && (
          <button
            class="button"
            type="button"
            onClick={() => {
              const last = experiment.variants.at(-1)!;
              change({ ...experiment, variants: [...experiment.variants, { ...last, name: "" }] });
            }}
          >
            {say(words.add)}
          </button>
        )}
        <Share experiment={experiment} />
      </div>
      <section aria-labelledby="lab-results" class="lab-results" aria-busy={!settled}>
        <h2 id="lab-results">{say(words.results)}</h2>
        <div class="lab-summary" aria-live="polite">
          {described.length === 0 ? (
            <p class="waiting">{say(words.computing)}</p>
          ) : (
            summaryOf(described).map((it) => <p key={it}>{it}</p>)
          )}
        </div>
        <FiguresTable names={names} runs={runs} par={par} />
        <p class="lab-note">{parText(par.tasks, dollars(par.price), percent(GOAL.goodShare))}</p>
        <LabCharts
          letters={letters}
          names={names}
          settings={variants.map(({ settings }) => settings)}
          runs={runs}
          minutes={load.minutes}
          marks={decisions.flatMap(({ id, at, outcome }) =>
            outcome.kind === "scaled"
              ? [{ id, at, label: decided(outcome, outcome.from), short: String(outcome.to) }]
              : [],
          )}
          onMark={(id) => {
            setOpened(id);
            box.current?.querySelector("#lab-decisions")?.scrollIntoView({ block: "nearest" });
          }}
        />
        <Decisions
          names={names}
          chosen={chosen}
          opened={opened}
          decisions={decisions}
          onChoose={setWanted}
          onOpen={setOpened}
        />
      </section>
    </div>
  );
}

function Share({ experiment }: { experiment: Experiment }) {
  const [said, setSaid] = useState("");
  useEffect(() => setSaid(""), [experiment]);
  return (
    <>
      <button
        class="button"
        type="button"
        onClick={async () => {
          history.replaceState(history.state, "", `#${hashOf(experiment)}`);
          setSaid((await copyText(location.href)) ? say(words.shared) : say(words.notShared));
        }}
      >
        {say(words.share)}
      </button>
      <span role="status" class="lab-note">
        {said}
      </span>
    </>
  );
}
