const PATHS = {
  add: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  split: "M2.5 3.5h11v9h-11zM2.5 8h11",
  find: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.5 10.5l3.5 3.5",
  up: "M3.5 10L8 5.5 12.5 10",
  down: "M3.5 6L8 10.5 12.5 6",
} as const;

type Props = { name: keyof typeof PATHS; label: string; pressed?: boolean; onClick: () => void };

/** A button that is an icon, with its name in words. */
export function Icon({ name, label, pressed, onClick }: Props) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} aria-pressed={pressed} onClick={onClick}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.5" />
      </svg>
    </button>
  );
}
