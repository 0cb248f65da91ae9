import type { Wave } from "../../../server/contract/index.ts";
import { waveUsers } from "../../../server/sandbox/simulation/wave.ts";
import { formatDuration, formatNumber } from "../../client/format.ts";
import { pattern, say } from "../../client/say.ts";
import { Field } from "./Field.tsx";
import { type Form, type Refusals, waveOf } from "./form.ts";

/** Waves by name, as patterns for `say`, in the order in which they are offered. */
export const WAVES: Record<Wave["kind"], string> = {
  constant: pattern("Constant"),
  ramp: pattern("Ramp"),
  spike: pattern("Spike"),
  day: pattern("Day curve"),
};

type Props = { form: Form; refusals: Refusals; change: (part: Partial<Form>) => void };

/** How the number of users moves in the course of the test, with a picture of it. */
export function WaveFields({ form, refusals, change }: Props) {
  const users = Number(form.users) || 0;
  const { wave } = waveOf(form, users);
  return (
    <fieldset class="load-wave">
      <legend>{say("Wave")}</legend>
      <div class="load-wave-kinds">
        {(Object.keys(WAVES) as Wave["kind"][]).map((kind) => (
          <label key={kind}>
            <input type="radio" name="load-wave" checked={form.wave === kind} onChange={() => change({ wave: kind })} />
            <span>{say(WAVES[kind])}</span>
          </label>
        ))}
      </div>
      {form.wave !== "constant" && (
        <div class="load-wave-figures">
          <Field
            name="low-users"
            label={say("Users at the lowest")}
            inputMode="numeric"
            value={form.lowUsers}
            refusal={refusals.lowUsers}
            onInput={(lowUsers) => change({ lowUsers })}
          />
          <Field
            name="period"
            label={form.wave === "ramp" ? say("Length of the ramp") : say("Length of one wave")}
            inputMode="text"
            value={form.period}
            hint={say("Account time: 10m, 1h30m, 24h")}
            refusal={refusals.period}
            onInput={(period) => change({ period })}
          />
        </div>
      )}
      {wave && users > 0 && <Preview wave={wave} users={users} />}
    </fieldset>
  );
}

/** A curve of so many points; the picture shows two waves. */
const POINTS = 240;
const [WIDTH, HEIGHT] = [240, 44];

function Preview({ wave, users }: { wave: Wave; users: number }) {
  const seconds = 2 * (wave.kind === "constant" ? 1 : wave.periodSeconds);
  const points = Array.from({ length: POINTS + 1 }, (_, i) => {
    const height = waveUsers(wave, users, (seconds * i) / POINTS) / users;
    return `${(i * WIDTH) / POINTS},${(HEIGHT - 2 - height * (HEIGHT - 4)).toFixed(1)}`;
  });
  return (
    <div class="load-preview">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={`M0,${HEIGHT} L${points.join(" L")} L${WIDTH},${HEIGHT} Z`} />
        <polyline points={points.join(" ")} />
      </svg>
      <p>{told(wave, users)}</p>
    </div>
  );
}

/** The same in a sentence. */
function told(wave: Wave, users: number): string {
  if (wave.kind === "constant")
    return say("{n, plural, one {# user} other {# users}} from the ramp up to the end.", { n: users });
  const time = formatDuration(wave.periodSeconds * 1_000);
  const low = formatNumber(wave.lowUsers);
  const figures = { low, n: users, time };
  switch (wave.kind) {
    case "ramp":
      return say("From {low} to {n, plural, one {# user} other {# users}} within {time}, then {all} to the end.", {
        ...figures,
        all: formatNumber(users),
      });
    case "spike":
      return say(
        "From {low} to {n, plural, one {# user} other {# users}} at once and back: once every {time}, for the middle fifth of it.",
        figures,
      );
    case "day":
      return say(
        "From {low} up to {n, plural, one {# user} other {# users}} and down again within {time}, over and over.",
        figures,
      );
  }
}
