import { useRef } from "preact/hooks";
import { say } from "../../client/say.ts";
import { NumberField } from "./NumberField.tsx";
import { LOAD_NUMBERS, type Load, type LoadPoint, POINTS_MAX } from "./settings.ts";
import { words } from "./words.ts";

/** Of the drawing, in its own units; users are drawn up to a round number above the highest point. */
const WIDTH = 1000;
const HEIGHT = 200;
/** A drag moves in steps of so many users. */
const USERS_STEP = 10;
const LEAST_TOP = 100;

type Props = { load: Load; onChange: (points: LoadPoint[]) => void };

/** A curve of one's own: points to drag, and the same points as fields. */
export function PointsEditor({ load, onChange }: Props) {
  const { points, minutes } = load;
  const set = (index: number, part: Partial<LoadPoint>) =>
    onChange(points.map((it, i) => (i === index ? within(points, index, { ...it, ...part }) : it)));
  return (
    <div class="lab-points">
      <p class="lab-note">{say(words.points.about)}</p>
      <Drawing load={load} onMove={set} />
      <ol>
        {points.map((it, i) => (
          <li key={i}>
            <NumberField
              label={say("Point {n}: minute", { n: i + 1 })}
              range={{ ...LOAD_NUMBERS.minutes, ...rangeOf(points, i) }}
              value={it.minute}
              onChange={(minute) => set(i, { minute })}
            />
            <NumberField
              label={say("Point {n}: users", { n: i + 1 })}
              range={LOAD_NUMBERS.users}
              value={it.users}
              onChange={(users) => set(i, { users })}
            />
            {points.length > 1 && (
              <button class="link" type="button" onClick={() => onChange(points.filter((_, n) => n !== i))}>
                {say("Remove point {n}", { n: i + 1 })}
              </button>
            )}
          </li>
        ))}
      </ol>
      {points.length < POINTS_MAX && (
        <button class="button" type="button" onClick={() => onChange(withOneMore(points, minutes))}>
          {say(words.points.add)}
        </button>
      )}
    </div>
  );
}

function Drawing({ load, onMove }: { load: Load; onMove: (index: number, part: Partial<LoadPoint>) => void }) {
  const { points, minutes } = load;
  const svg = useRef<SVGSVGElement>(null);
  const dragged = useRef<{ index: number; top: number }>();
  const highest = Math.max(LEAST_TOP, ...points.map(({ users }) => users));
  const top = dragged.current?.top ?? highest * 1.25;
  const x = (minute: number) => (Math.min(minute, minutes) / minutes) * WIDTH;
  const y = (users: number) => HEIGHT - (Math.min(users, top) / top) * HEIGHT;
  const move = (event: PointerEvent) => {
    if (!dragged.current || !svg.current) return;
    const { left, top: above, width, height } = svg.current.getBoundingClientRect();
    const share = (at: number) => Math.max(0, Math.min(1, at));
    const users = (1 - share((event.clientY - above) / height)) * dragged.current.top;
    onMove(dragged.current.index, {
      minute: Math.round(share((event.clientX - left) / width) * minutes),
      users: Math.min(LOAD_NUMBERS.users.most, Math.round(users / USERS_STEP) * USERS_STEP),
    });
  };
  const line = [
    [0, y(points[0]!.users)],
    ...points.map((it) => [x(it.minute), y(it.users)]),
    [WIDTH, y(points.at(-1)!.users)],
  ];
  return (
    <div class="lab-drawing" aria-hidden="true">
      <svg ref={svg} aria-hidden="true" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <polyline points={line.map((it) => it.join()).join(" ")} />
      </svg>
      {points.map((it, i) => (
        <span
          key={i}
          class="lab-handle"
          style={{ left: `${(100 * x(it.minute)) / WIDTH}%`, top: `${(100 * y(it.users)) / HEIGHT}%` }}
          onPointerDown={(event) => {
            event.preventDefault();
            event.currentTarget.setPointerCapture(event.pointerId);
            dragged.current = { index: i, top };
          }}
          onPointerMove={move}
          onPointerUp={() => {
            dragged.current = undefined;
          }}
          onPointerCancel={() => {
            dragged.current = undefined;
          }}
        />
      ))}
    </div>
  );
}

/** A point stays between its neighbours. */
const rangeOf = (points: LoadPoint[], index: number) => ({
  least: points[index - 1]?.minute ?? 0,
  most: points[index + 1]?.minute ?? LOAD_NUMBERS.minutes.most,
});

function within(points: LoadPoint[], index: number, { minute, users }: LoadPoint): LoadPoint {
  const { least, most } = rangeOf(points, index);
  return { minute: Math.max(least, Math.min(most, minute)), users };
}

/** A further point in the middle of the longest way between two, or after the last one. */
function withOneMore(points: LoadPoint[], minutes: number): LoadPoint[] {
  const ends = [...points, { minute: Math.max(minutes, points.at(-1)!.minute), users: points.at(-1)!.users }];
  let widest = 0;
  for (let i = 1; i < points.length; i++)
    if (ends[i + 1]!.minute - ends[i]!.minute > ends[widest + 1]!.minute - ends[widest]!.minute) widest = i;
  const [from, to] = [ends[widest]!, ends[widest + 1]!];
  const middle = { minute: Math.round((from.minute + to.minute) / 2), users: Math.round((from.users + to.users) / 2) };
  return [...points.slice(0, widest + 1), middle, ...points.slice(widest + 1)];
}
