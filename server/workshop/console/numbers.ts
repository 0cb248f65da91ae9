/** AWS counts tasks, periods and seconds in 32-bit integers (the services' API models). */
const MOST = 2_147_483_647;

/** `what` begins the sentence: "The desired number of tasks". */
export function countRefusal(count: number, what: string, least = 0): string | undefined {
  if (!Number.isInteger(count)) return `${what} is a whole number.`;
  if (count < least) return `${what} cannot be less than ${least}.`;
  if (count > MOST) return `${what} cannot be more than ${MOST}.`;
  return undefined;
}

/**
 * AWS: "Cooldown must be nonnegative" (recorded for a policy's cooldown; radkawar/stackd
 * testdata/aws/applicationautoscaling/controls.json).
 */
export function cooldownRefusal(seconds: number | null): string | undefined {
  if (seconds === null) return undefined;
  if (!Number.isInteger(seconds)) return "A cooldown is a whole number of seconds.";
  if (seconds < 0) return "Cooldown must be nonnegative";
  if (seconds > MOST) return `A cooldown cannot be longer than ${MOST} seconds.`;
  return undefined;
}
