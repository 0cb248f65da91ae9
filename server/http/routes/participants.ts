import { Router } from "express";
import type { Context } from "../../context.ts";
import { type Participant, participantRequest } from "../../contract/index.ts";
import { limits } from "../../limits.ts";
import { clearIdentityCookie, setIdentityCookie } from "../identity.ts";
import { participantOf } from "../participant.ts";
import { parse } from "../problem.ts";

const terminalIds = Array.from({ length: limits.terminals }, (_, i) => String(i + 1));

export function participantRoutes({ config, participants, streams, terminals }: Context): Router {
  return Router()
    .post("/participants", async (req, res) => {
      const { name } = parse(participantRequest, req.body);
      const { participant, token } = await participants.create(name ?? null);
      setIdentityCookie(req, res, token, config);
      const keptUntil = participants.keptUntil(participant);
      res
        .status(201)
        .json({ token, participantId: participant.id, name: participant.name, keptUntil } satisfies Participant);
    })
    .delete("/participants", async (req, res) => {
      const { id } = participantOf(req);
      // What runs in a terminal would go on asking an account that is no more.
      for (const [purpose, accountId] of await participants.accountsOf(id))
        for (const terminal of terminalIds)
          await terminals.remove(participants.account({ accountId, purpose }), terminal);
      await participants.forget(id);
      clearIdentityCookie(res, config);
      res.status(204).end();
      streams.endOf(id);
    });
}
