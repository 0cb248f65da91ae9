/**
 * Temporary credentials that an operation grants. It cannot make them: a secret is no part of a world, and it ends in wall time.
 * So the operation answers for whom and for how long, and whoever called makes the keys, keeps them, and puts `Credentials` in
 * the place of `session`.
 */
export type Session = {
  /** ARN and UserId that GetCallerIdentity tells for the keys. */
  principal: string;
  userId: string;
  durationSeconds: number;
  /** Characters that the session token has at the least. */
  tokenLength?: number;
};

/** An answer of AWS's that still lacks its credentials. */
export type Granted<Answer> = Omit<Answer, "Credentials"> & { session: Session };

/** The session that an output grants, if it grants one. */
export function sessionIn(output: unknown): Session | undefined {
  return (output as { session?: Session } | null | undefined)?.session;
}
