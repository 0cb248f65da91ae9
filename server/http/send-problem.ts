import type { ServerResponse } from "node:http";
import type { Problem } from "../contract/index.ts";

/** Writes a problem as application/problem+json; also where Express is not involved. */
export function sendProblem(res: ServerResponse, problem: Problem, headersOnly = false): void {
  const body = Buffer.from(JSON.stringify(problem));
  res.writeHead(problem.status, {
    "content-type": "application/problem+json",
    "content-length": body.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...(problem.status === 401 && { "www-authenticate": "Bearer" }),
  });
  res.end(headersOnly ? undefined : body);
}
