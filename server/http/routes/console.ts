import { type Request, Router } from "express";
import { z } from "zod";
import type { Context } from "../../context.ts";
import { type UpdateForm, updateForm } from "../../contract/index.ts";
import { carryOut, clustersView, clusterView, heldBy, planOf, serviceView } from "../../workshop/console.ts";
import { accountOf } from "../participant.ts";
import { HttpProblem, notFound, parse } from "../problem.ts";

const tasks = z.enum(["RUNNING", "STOPPED"]).default("RUNNING");
const clusterQuery = z.object({
  tab: z.enum(["services", "tasks", "instances", "metrics"]).default("services"),
  tasks,
});
const serviceQuery = z.object({
  tab: z.enum(["details", "tasks", "events", "auto-scaling", "alarms", "deployments", "metrics"]).default("details"),
  tasks,
});

const CLUSTER = "/console/clusters/:cluster";
const SERVICE = `${CLUSTER}/services/:service`;

/** The console panel: what its screens show, and what its wizard would call and calls. */
export function consoleRoutes(_: Context): Router {
  return Router()
    .get("/console/clusters", async (req, res) => {
      res.json(await clustersView(await accountOf(req)));
    })
    .get(CLUSTER, async (req, res) => {
      const { tab, tasks } = parse(clusterQuery, req.query);
      const { cluster } = req.params;
      const view = await clusterView(await accountOf(req), cluster, tab, tasks);
      if (!view) throw notFound(`The account has no cluster ${cluster}.`);
      res.json(view);
    })
    .get(SERVICE, async (req, res) => {
      const { tab, tasks } = parse(serviceQuery, req.query);
      const view = await serviceView(await accountOf(req), serviceOf(req.params), tab, tasks);
      if (!view) throw noService(req.params);
      res.json(view);
    })
    .post(`${SERVICE}/plan`, async (req, res) => {
      res.json(await planFor(req, parse(updateForm, req.body)));
    })
    .post(`${SERVICE}/update`, async (req, res) => {
      const plan = await planFor(req, parse(updateForm, req.body));
      if (plan.refusals.length > 0) throw refused(plan.refusals);
      res.json(await carryOut(await accountOf(req), plan));
    });
}

type Params = { cluster: string; service: string };

const serviceOf = ({ cluster, service }: Params) => ({ cluster, name: service });

async function planFor(req: Request<Params>, form: UpdateForm) {
  const service = serviceOf(req.params);
  const held = await heldBy(await accountOf(req as unknown as Request), service, form);
  if (!held) throw noService(req.params);
  return planOf(service, form, held);
}

const noService = ({ cluster, service }: Params) =>
  notFound(`The account has no service ${service} in a cluster ${cluster}.`);

const refused = (errors: { field: string; message: string }[]) =>
  new HttpProblem({
    type: "refused-fields",
    title: "Some values cannot be taken",
    status: 400,
    detail: errors.map(({ field, message }) => `${field}: ${message}`).join(" "),
    next: "Correct the fields that are named, and press Update Service again. Nothing was changed.",
    errors,
  });
