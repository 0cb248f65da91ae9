import { z } from "zod";
import { connection, millis } from "./account.ts";

const region = z.string().max(40);
/** Longer than anything AWS gives; what is wrong with a value is said when it is looked at. */
const typed = z.string().max(10_000);

/** POST /api/account/connect: with which credentials an AWS account is to be looked at. */
export const connectionRequest = z
  .discriminatedUnion("way", [
    z.strictObject({
      way: z.literal("keys"),
      region,
      accessKeyId: typed,
      secretAccessKey: typed,
      sessionToken: typed,
      endsAt: millis.optional().describe("wall time at which they end, if that is known"),
    }),
    z.strictObject({ way: z.literal("role"), region, roleArn: typed }),
    z.strictObject({
      way: z.literal("profile"),
      region,
      profile: typed.optional().describe("absent for the default credentials"),
    }),
  ])
  .meta({ id: "ConnectionRequest" });

/** Whose account it is, before it is connected. */
export const connectionOffer = connection
  .extend({
    accountId: z.string(),
    region: z.string(),
    endpoint: z.string().nullable().describe("an address that answers in place of AWS"),
    warning: z.string().nullable(),
  })
  .meta({ id: "ConnectionOffer" });
export type ConnectionOffer = z.infer<typeof connectionOffer>;

/** The participant's yes to "is this yours?". */
export const connectionConfirmed = z
  .strictObject({ accountId: z.string().max(20) })
  .meta({ id: "ConnectionConfirmed" });

const json = z.record(z.string(), z.unknown());

/** Which ways are open, and what a role needs. */
export const connectionWays = z
  .object({
    machine: z.boolean().describe("whether the credentials of the server's machine may be used: way `profile`"),
    role: z
      .object({
        server: z.string().describe("who assumes the role"),
        externalId: z.string(),
        trustPolicy: json,
        template: json.describe("a CloudFormation template that makes the role"),
      })
      .nullable()
      .describe("null where the server has no AWS identity of its own"),
    endpoint: z.string().nullable().describe("an address that answers in place of AWS"),
  })
  .meta({ id: "ConnectionWays" });
export type ConnectionWays = z.infer<typeof connectionWays>;

export const permissionsView = z
  .object({ policy: json.describe("what an account has to allow for the chapters, as IAM takes it") })
  .meta({ id: "Permissions" });
