import { useState } from "preact/hooks";
import type { Load, LoadSetting } from "../../../server/contract/index.ts";
import { english, language, say } from "../../client/say.ts";
import { useAccountState } from "../../client/use-account.ts";
import { Field } from "./Field.tsx";
import { type Form, INITIAL, type Refusals, settingOf } from "./form.ts";
import { WAVES, WaveFields } from "./WaveFields.tsx";

type Props = { load: Load | undefined; running: boolean; busy: boolean; put: (setting: LoadSetting) => void };

/** What a load test is started with, and changed with while it runs. */
export function Settings({ load, running, busy, put }: Props) {
  const [kept, keep] = useAccountState<Partial<Form>>("load.form", {});
  const [refusals, setRefusals] = useState<Refusals>({});
  const form: Form = { ...INITIAL, ...kept };
  const change = (part: Partial<Form>) => {
    keep({ ...kept, ...part });
    setRefusals(Object.fromEntries(Object.entries(refusals).filter(([name]) => !(name in part))));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const element = event.currentTarget as HTMLFormElement;
    if (busy) return;
    const asked = settingOf(form);
    if ("setting" in asked) {
      setRefusals({});
      put(asked.setting);
      return;
    }
    setRefusals(asked.refusals);
    requestAnimationFrame(() => {
      const refused = element.querySelector<HTMLElement>("[aria-invalid]");
      refused?.closest("details")?.setAttribute("open", "");
      refused?.focus();
    });
  };
  return (
    <form class="load-form" onSubmit={submit} noValidate>
      <Field
        name="number-of-users"
        lang="en"
        label={english("Number of users")}
        inputMode="numeric"
        value={form.users}
        refusal={refusals.users}
        onInput={(users) => change({ users })}
      />
      <Field
        name="ramp-up"
        lang="en"
        label={
          <>
            {english("Ramp up")} <span>{english("(users started/second)")}</span>
          </>
        }
        inputMode="decimal"
        value={form.spawnRate}
        refusal={refusals.spawnRate}
        onInput={(spawnRate) => change({ spawnRate })}
      />
      <div class="load-host">
        <span lang="en">Host</span>
        <code>{load?.host ? `http://${load.host}` : say("the load balancer of your account")}</code>
      </div>
      <details class="load-advanced">
        <summary lang="en">
          Advanced options <span lang={language()}>{advanced(form)}</span>
        </summary>
        <div>
          <Field
            name="run-time"
            lang="en"
            label={
              <>
                {english("Run time")} <span>{english("(optional)")}</span>
              </>
            }
            inputMode="text"
            value={form.runTime}
            placeholder="1h30m"
            hint={say("Account time: 300, 20s, 3m, 1h30m. Without it, until you stop.")}
            refusal={refusals.runTime}
            onInput={(runTime) => change({ runTime })}
          />
          <WaveFields form={form} refusals={refusals} change={change} />
        </div>
      </details>
      <div class="load-actions">
        <button lang="en" type="submit" class="button button-primary" aria-disabled={busy}>
          {running ? "Update" : "Start swarming"}
        </button>
        <button
          lang="en"
          class="button"
          type="button"
          aria-disabled={busy || !running}
          onClick={() => !busy && running && put({ users: 0, spawnRate: 1 })}
        >
          Stop
        </button>
        {load && load.state !== "ready" && (
          <button
            lang="en"
            class="button"
            type="button"
            aria-disabled={busy}
            onClick={() => !busy && put({ users: load.users, spawnRate: load.spawnRate, resetStats: true })}
          >
            Reset stats
          </button>
        )}
      </div>
    </form>
  );
}

const advanced = ({ runTime, wave }: Form): string =>
  [
    runTime.trim() && say("run time {time}", { time: runTime.trim() }),
    wave !== "constant" && say("wave: {kind}", { kind: say(WAVES[wave]).toLowerCase() }),
  ]
    .filter(Boolean)
    .join(", ") || say("run time, wave");
