import { Router } from "express";
import type { Context } from "../../context.ts";
import { openApi } from "../openapi.ts";
import { baseUrl } from "../origin.ts";

/** The interface described from its contract. */
export function descriptionRoutes({ config }: Context): Router {
  return Router().get("/openapi.json", (req, res) => {
    res.json(openApi(baseUrl(req, config)));
  });
}
