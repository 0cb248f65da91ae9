/** The workshop's names. */
export const CLUSTER = "containers-workshop-ecs-cluster";
export const SERVICE = "containers-workshop-ecs-service";

/** Wall time at which every test begins; account time too. */
export const START = Date.parse("2026-03-01T12:00:00Z");

/** Whose account it is: everything made from its id, so that tests need not say it. */
export const newcomerOf = (accountId: string) => ({
  participant: { id: `participant-${accountId}`, tokenHash: `hash-${accountId}`, name: null },
  purpose: "workshop",
  appId: `app-${accountId}`,
  key: {
    id: `AKIA${accountId}`,
    secret: `secret-${accountId}`,
    principal: `arn:aws:iam::${accountId}:user/participant`,
    userId: `AIDA${accountId}`,
  },
});
