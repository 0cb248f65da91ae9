import { Router } from "express";
import type { Context } from "../../context.ts";
import { type Participant, participantRequest } from "../../contract/index.ts";
import { setIdentityCookie } from "../identity.ts";
import { parse } from "../problem.ts";

export function participantRoutes({ config, participants }: Context): Router {
  return Router().post("/participants", async (req, res) => {
    const { name } = parse(participantRequest, req.body);
    const { participant, token } = await participants.create(name ?? null);
    setIdentityCookie(req, res, token, config);
    const keptUntil = participants.keptUntil(participant);
    res
      .status(201)
      .json({ token, participantId: participant.id, name: participant.name, keptUntil } satisfies Participant);
  });
}
