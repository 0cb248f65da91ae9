/* An account of a participant's own has a purpose as every account has one: `own:`, the AWS account and the Region. */

export type OwnAccount = { accountId: string; region: string };

export const ownPurpose = ({ accountId, region }: OwnAccount): string => `own:${accountId}:${region}`;

/** Undefined where the purpose is another one. */
export function ownAccountOf(purpose: string): OwnAccount | undefined {
  const [, accountId, region] = /^own:(\d{12}):([a-z0-9-]+)$/.exec(purpose) ?? [];
  return accountId && region ? { accountId, region } : undefined;
}
