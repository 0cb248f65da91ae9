import { z } from "zod";
import * as contract from "../contract/index.ts";

type Method = "get" | "post" | "put" | "delete";
type Operation = {
  summary: string;
  /** Body of the request. */
  takes?: z.ZodType;
  query?: Record<string, string>;
  /** Status and body of success; a text where the answer is no JSON of the contract. */
  status?: 201 | 204;
  gives: z.ZodType | string;
  /** Whether somebody unknown may ask. */
  open?: boolean;
};

const since = { since: "account time in epoch milliseconds; what is older is left out" };
const undone = z.object({ undoUntil: contract.millis.nullable() });

/** Every route of our own interface, by path and method. `test/server/openapi.test.ts` compares it with what the server answers. */
const operations: Record<string, Partial<Record<Method, Operation>>> = {
  "/api/health": {
    get: {
      summary: "Whether the server can serve",
      gives: z.object({ status: z.literal("ok"), uptimeSeconds: z.number().int() }),
      open: true,
    },
  },
  "/api/openapi.json": { get: { summary: "This description", gives: "OpenAPI 3.1 as JSON", open: true } },
  "/api/participants": {
    post: {
      summary: "Become a participant: an identity, and a sandbox account in the workshop's starting state",
      takes: contract.participantRequest,
      status: 201,
      gives: contract.participant,
      open: true,
    },
    delete: {
      summary:
        "Forget me: identity, accounts with keys and worlds, terminals and files, progress, answers; at once and for good",
      status: 204,
      gives: "Nothing",
    },
  },
  "/api/account": {
    get: { summary: "The active account: endpoint, keys, application, clock", gives: contract.accountView },
  },
  "/api/account/active": {
    put: {
      summary: "Enter a lab's own account, made at the first time, or go back to the workshop's",
      takes: contract.activeAccount,
      gives: contract.accountView,
    },
  },
  "/api/account/connect": {
    get: { summary: "Which ways to an AWS account of one's own are open", gives: contract.connectionWays },
    post: {
      summary:
        "Whose account these credentials are for; kept for ten minutes, and used for nothing before it is confirmed",
      takes: contract.connectionRequest,
      gives: contract.connectionOffer,
    },
    delete: {
      summary: "Forget the credentials of every AWS account of one's own, and go back to the workshop's sandbox",
      status: 204,
      gives: "Nothing",
    },
  },
  "/api/account/connect/confirm": {
    post: {
      summary: "Yes, the account that was shown is mine: it is the active one from now on",
      takes: contract.connectionConfirmed,
      gives: contract.accountView,
    },
  },
  "/api/account/policy": {
    get: {
      summary: "The least that an AWS account has to allow for the chapters",
      query: { accountId: "12 digits", region: "a Region's code" },
      gives: contract.permissionsView,
    },
  },
  "/api/account/reset": {
    get: { summary: "What starting over would take away", gives: contract.resetPreview },
    post: { summary: "Start over; can be undone for ten minutes", takes: contract.resetSetting, gives: undone },
  },
  "/api/account/reset/undo": { post: { summary: "Take the last reset back", gives: undone } },
  "/api/account/clock": {
    put: {
      summary: "Set the speed of account time, pause it, skip ahead",
      takes: contract.clockSetting,
      gives: contract.clockView,
    },
  },
  "/api/account/load": {
    get: { summary: "The load generator's statistics", gives: contract.load },
    put: { summary: "Start, change or stop the load", takes: contract.loadSetting, gives: contract.load },
  },
  "/api/account/load/stats.csv": { get: { summary: "The statistics as Locust's CSV file", gives: "text/csv" } },
  "/api/account/load/stats_history.csv": {
    get: { summary: "The test moment by moment as Locust's CSV file, a row per ten seconds", gives: "text/csv" },
  },
  "/api/account/load/failures.csv": { get: { summary: "The failures as Locust's CSV file", gives: "text/csv" } },
  "/api/account/decisions": {
    get: { summary: "What the scaling engine decided and why, newest first", gives: contract.decisionsView },
  },
  "/api/account/export": {
    get: {
      summary: "The scaling configuration of the account as it stands, as a text that makes it again",
      query: { format: "cli, cloudformation or terraform" },
      gives: contract.exportView,
    },
  },
  "/api/progress": { get: { summary: "Chapters, steps and how far one is", gives: contract.progress } },
  "/api/progress/file": {
    get: { summary: "What is done, as a file signed by this server", gives: contract.progressFile },
    post: {
      summary: "Take over what such a file says is done; only a file that this server wrote",
      takes: contract.progressFile,
      gives: contract.progressImported,
    },
  },
  "/api/answers": {
    get: {
      summary: "What I answered to the chapters' questions in the active account; of predictions also what happened",
      gives: contract.answersView,
    },
  },
  "/api/answers/{questionId}": {
    put: {
      summary: "Keep an answer; a prediction whose run has begun is changed only with afterwards, and told as changed",
      takes: contract.answerRequest,
      gives: contract.answer,
    },
  },
  "/api/steps/{stepId}/check": { post: { summary: "Verify a step against the account", gives: contract.checkResult } },
  "/api/steps/{stepId}/hint": {
    post: {
      summary: "A hint of the step was opened; kept for its reader alone",
      takes: contract.hintRequest,
      status: 204,
      gives: "Nothing",
    },
  },
  "/api/steps/{stepId}/solve": {
    post: {
      summary: "Bring the account into a state in which the step passes; with preview only say what would be done",
      takes: contract.helpRequest,
      gives: contract.solutionView,
    },
  },
  "/api/steps/{stepId}/skip": {
    post: {
      summary: "Go on without the step: as solve, and never counted as passed",
      takes: contract.helpRequest,
      gives: contract.solutionView,
    },
  },
  "/api/steps/{stepId}/restart": {
    post: {
      summary: "Begin the step clean: start over, and do the steps before it; with preview only say what goes",
      takes: contract.helpRequest,
      gives: contract.solutionView,
    },
  },
  "/api/steps/{stepId}/undo": {
    post: {
      summary: "Take solve, skip or restart of this step back within ten minutes; with preview only say what goes too",
      takes: contract.helpRequest,
      gives: contract.undoView,
    },
  },
  "/api/chapters/{slug}/test-out": {
    post: {
      summary:
        "I know this: where the account shows it, mark the chapter as tested out and bring the account to its end",
      takes: contract.helpRequest,
      gives: contract.testOutView,
    },
  },
  "/api/chapters/{slug}/test-out/undo": {
    post: {
      summary: "Take that back within ten minutes; with preview only say what goes too",
      takes: contract.helpRequest,
      gives: contract.undoView,
    },
  },
  "/api/console/clusters": { get: { summary: "The clusters of the account", gives: contract.clustersView } },
  "/api/console/clusters/{cluster}": {
    get: {
      summary: "One cluster and the list of a tab",
      query: { tab: "services, tasks, instances or metrics" },
      gives: contract.clusterView,
    },
  },
  "/api/console/clusters/{cluster}/services/{service}": {
    get: {
      summary: "One service and what a tab shows",
      query: { tab: "details, tasks, events, auto-scaling, alarms, deployments or metrics" },
      gives: contract.serviceView,
    },
  },
  "/api/console/clusters/{cluster}/services/{service}/plan": {
    post: {
      summary: "The AWS calls that would make the service what the form says",
      takes: contract.updateForm,
      gives: contract.updatePlan,
    },
  },
  "/api/console/clusters/{cluster}/services/{service}/update": {
    post: {
      summary: "Makes the service what the form says, call by call",
      takes: contract.updateForm,
      gives: contract.updateOutcome,
    },
  },
  "/api/charts": { get: { summary: "What the charts draw", query: since, gives: contract.chartsView } },
  "/api/timeline": {
    get: {
      summary: "Calls, alarms, activities, events and tasks in one list, newest first",
      query: since,
      gives: contract.timelineView,
    },
  },
  "/api/announcements": {
    get: {
      summary: "What changed since then, in sentences to be said once",
      query: since,
      gives: contract.announcementsView,
    },
  },
  "/api/terminals/{terminalId}": {
    get: { summary: "What a terminal shows; 1 to 4", gives: contract.terminalView },
    delete: { summary: "A fresh terminal in its place; files stay", status: 204, gives: "Nothing" },
  },
  "/api/terminals/{terminalId}/lines": {
    post: {
      summary: "Run a line, or answer what the running one asks",
      takes: contract.terminalLine,
      gives: "application/x-ndjson: TerminalOutput values as they come, the last one is exit or ask",
    },
  },
  "/api/terminals/{terminalId}/interrupt": {
    post: { summary: "Ctrl-C: end the running line or an unfinished one", status: 204, gives: "Nothing" },
  },
  "/api/terminals/{terminalId}/complete": {
    post: { summary: "What Tab would add", takes: contract.completionRequest, gives: contract.completion },
  },
  "/api/live": {
    get: {
      summary: "Server-sent events named notice, each a Notice as JSON: that something changed, never what",
      gives: "text/event-stream",
    },
  },
};

/** The description of our own interface as OpenAPI 3.1, made from the contract. */
export function openApi(base: string): object {
  const schemas: Record<string, unknown> = {};
  const reference = (schema: z.ZodType, io: "input" | "output") => schemaOf(schema, io, schemas);
  const paths = Object.fromEntries(
    Object.entries(operations).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [method, describe(path, operation, reference)]),
      ),
    ]),
  );
  return {
    openapi: "3.1.0",
    info: {
      title: "ECS Service Auto Scaling workshop",
      version: "1",
      description:
        "The interface of the site and of outside tools. A change with the identity cookie needs content-type: application/json and a same-origin Origin; with the bearer token nothing more. Errors are RFC 9457 problems with what to do next. AWS itself is emulated at /aws, see endpointUrl of the account.",
    },
    servers: [{ url: base }],
    components: {
      schemas,
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "participant" },
      },
    },
    paths,
  };
}

type Reference = (schema: z.ZodType, io: "input" | "output") => unknown;

function describe(
  path: string,
  { summary, takes, query, status = undefined, gives, open }: Operation,
  reference: Reference,
): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const inQuery = Object.entries(query ?? {}).map(([name, description]) => ({
    name,
    in: "query",
    description,
    schema: { type: "string" },
  }));
  return {
    summary,
    security: open ? [] : [{ token: [] }, { cookie: [] }],
    ...(inPath.length + inQuery.length > 0 && { parameters: [...inPath, ...inQuery] }),
    ...(takes && {
      requestBody: { required: true, content: { "application/json": { schema: reference(takes, "input") } } },
    }),
    responses: {
      [status ?? 200]:
        typeof gives === "string"
          ? { description: gives }
          : { description: "Success", content: { "application/json": { schema: reference(gives, "output") } } },
      default: {
        description: "A problem (RFC 9457)",
        content: { "application/problem+json": { schema: reference(contract.problem, "output") } },
      },
    },
  };
}

/** A schema with a name becomes a component, and what it names in turn too. */
function schemaOf(schema: z.ZodType, io: "input" | "output", schemas: Record<string, unknown>): unknown {
  const { $schema, $defs, id, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Record<
    string,
    unknown
  > & { $defs?: Record<string, unknown> };
  for (const [name, definition] of Object.entries($defs ?? {})) schemas[name] = atComponents(definition);
  if (typeof id !== "string") return atComponents(json);
  schemas[id] = atComponents(json);
  return { $ref: `#/components/schemas/${id}` };
}

const atComponents = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
