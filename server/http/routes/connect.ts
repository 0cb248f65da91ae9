import { Router } from "express";
import { z } from "zod";
import { ownAccountOf } from "../../accounts/own-purpose.ts";
import { participantPolicy, roleTemplate, trustPolicy } from "../../accounts/policy.ts";
import { RefusedConnection } from "../../accounts/refused-connection.ts";
import type { Context } from "../../context.ts";
import {
  type ConnectionOffer,
  type ConnectionWays,
  connectionConfirmed,
  connectionRequest,
} from "../../contract/index.ts";
import { workshopService } from "../../workshop/scenario.ts";
import { accountView } from "../account-view.ts";
import { participantOf } from "../participant.ts";
import { type Participant, WORKSHOP } from "../participants.ts";
import { cannotConnect, notOffered, parse } from "../problem.ts";

const policyQuery = z.object({
  accountId: z
    .string()
    .regex(/^\d{12}$/, "accountId has 12 digits")
    .optional(),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "region is a Region's code")
    .optional(),
});
/** IAM: a pattern for any account and any Region in an ARN. */
const ANY = "*";

/** Connecting a participant's own AWS account in two steps: whose account is it, and yes, it is mine. */
export function connectRoutes(context: Context): Router {
  const { participants, connections, streams, hub } = context;

  /** Every other tab looks at the account that was active: its stream ends, and comes back for the new one. */
  async function moved(participant: Participant, before: string): Promise<void> {
    if (participant.accountId === before) return;
    hub.publish(before, "account", context.wall());
    streams.endOf(participant.id);
  }

  return Router()
    .get("/account/connect", async (req, res) => {
      const { id } = participantOf(req);
      const server = await connections.server();
      const externalId = await connections.externalId(id);
      const trust = server && trustPolicy(server, externalId);
      res.json({
        machine: connections.machineIsTheirs,
        role:
          server && trust
            ? {
                server: server.arn,
                externalId,
                trustPolicy: trust,
                template: roleTemplate(trust, participantPolicy({ accountId: ANY, region: ANY }, workshopService)),
              }
            : null,
        endpoint: connections.endpoint ?? null,
      } satisfies ConnectionWays);
    })
    .post("/account/connect", async (req, res) => {
      const { id } = participantOf(req);
      const request = parse(connectionRequest, req.body);
      const { accountId, region, secret } = await connections.offer(id, request).catch((error: unknown) => {
        if (error instanceof RefusedConnection) throw cannotConnect(error.message, error.next, error.field);
        throw error;
      });
      res.json({
        way: secret.way,
        arn: secret.arn,
        endsAt: secret.endsAt ?? null,
        accountId,
        region,
        endpoint: connections.endpoint ?? null,
        warning: secret.arn.endsWith(":root")
          ? "These are credentials of the account's root user, who may do everything. Use those of a user or role with the workshop's policy."
          : null,
      } satisfies ConnectionOffer);
    })
    .post("/account/connect/confirm", async (req, res) => {
      const participant = participantOf(req);
      const { accountId } = parse(connectionConfirmed, req.body);
      const offer = connections.accept(participant.id, accountId);
      if (!offer) throw notOffered();
      const before = participant.accountId;
      await participants.enterOwn(participant, offer);
      connections.keep(participant.accountId, offer.secret);
      res.json(await accountView(context, req, participant, participants.account(participant)));
      hub.publish(participant.accountId, "account", context.wall());
      await moved(participant, before);
    })
    .delete("/account/connect", async (req, res) => {
      const participant = participantOf(req);
      connections.withdraw(participant.id);
      for (const accountId of (await participants.accountsOf(participant.id)).values()) connections.forget(accountId);
      const before = participant.accountId;
      if (ownAccountOf(participant.purpose)) await participants.enter(participant, WORKSHOP);
      res.status(204).end();
      await moved(participant, before);
    })
    .get("/account/policy", async (req, res) => {
      const { accountId = ANY, region = ANY } = parse(policyQuery, req.query);
      res.json({ policy: participantPolicy({ accountId, region }, workshopService) });
    });
}
