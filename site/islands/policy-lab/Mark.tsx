import { dashOf } from "./looks.ts";

/** A piece of the variant's line: its colour and its pattern. */
export function Mark({ index }: { index: number }) {
  const { token, dash } = dashOf(index);
  return (
    <svg class="lab-mark" viewBox="0 0 28 8" width="28" height="8" aria-hidden="true">
      <path d="M0 4H28" fill="none" stroke={`var(${token})`} stroke-width="3" stroke-dasharray={dash?.join(" ")} />
    </svg>
  );
}
