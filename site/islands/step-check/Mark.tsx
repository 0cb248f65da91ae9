import type { StepStatus } from "../progress/progress.ts";

/** A tick for what was done by hand, a tick in a ring for what was done for its reader, two arrow heads for what was skipped. */
export function Mark({ status }: { status: StepStatus }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="14"
      height="14"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width="2.2"
    >
      {status === "skipped" ? (
        <path d="M2.5 3.5l4.5 4.5-4.5 4.5M8.5 3.5l4.5 4.5-4.5 4.5" />
      ) : status === "solved" ? (
        <>
          <circle cx="8" cy="8" r="6.8" stroke-width="1.5" />
          <path d="M4.8 8.3l2.3 2.3 4.2-4.6" stroke-width="1.8" />
        </>
      ) : (
        <path d="M2.5 8.5l3.5 3.5 7.5-8" />
      )}
    </svg>
  );
}
