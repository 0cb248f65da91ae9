type Props = {
  label: string;
  /** `x`: drag sideways; `y`: drag up and down. */
  axis: "x" | "y";
  /** Percent of the surrounding space before the divider. */
  value: number;
  min: number;
  max: number;
  onChange: (percent: number) => void;
};

/** The edge between two areas, moved with the mouse, a finger, or the arrow keys. */
export function Divider({ label, axis, value, min, max, onChange }: Props) {
  const set = (percent: number) => onChange(Math.round(Math.min(max, Math.max(min, percent)) * 10) / 10);
  const drag = (event: PointerEvent) => {
    const edge = event.currentTarget as HTMLElement;
    edge.setPointerCapture(event.pointerId);
    const around =
      axis === "x" ? document.documentElement.getBoundingClientRect() : edge.parentElement!.getBoundingClientRect();
    const move = ({ clientX, clientY }: PointerEvent) =>
      set(
        axis === "x"
          ? ((clientX - around.left) / document.documentElement.clientWidth) * 100
          : ((clientY - around.top) / around.height) * 100,
      );
    edge.addEventListener("pointermove", move);
    edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", move), { once: true });
    event.preventDefault();
  };
  const byKey = (event: KeyboardEvent) => {
    const to = {
      ArrowLeft: value - 2,
      ArrowUp: value - 2,
      ArrowRight: value + 2,
      ArrowDown: value + 2,
      Home: min,
      End: max,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is a control, which <hr> is not
    <div
      class={`divider divider-${axis}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === "x" ? "vertical" : "horizontal"}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={drag}
      onKeyDown={byKey}
    />
  );
}
