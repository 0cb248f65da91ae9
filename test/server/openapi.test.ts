import type { Router } from "express";
import { expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { buildContext } from "../../server/context.ts";
import { openApi } from "../../server/http/openapi.ts";
import { apiRoutes } from "../../server/http/pages.ts";
import { newDataDir, removeDataDir } from "../support/server.ts";

type Operation = {
  responses: Record<string, { content?: Record<string, { schema: unknown }> }>;
  requestBody?: unknown;
};
type Description = {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
};
const description = openApi("http://127.0.0.1:3000") as Description;

test("the description lists every route of ours, and no other", async () => {
  const dataDir = newDataDir();
  const context = await buildContext(readConfig({ DATA_DIR: dataDir }));
  const answered = routesOf(apiRoutes(context)).sort();
  await context.close();
  removeDataDir(dataDir);

  const described = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );

  expect(answered.length).toBeGreaterThan(15);
  expect(described.sort()).toEqual(answered);
});

/** What a router answers, as `get /api/steps/{stepId}`. */
function routesOf(router: Router): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (!route) return "stack" in handle ? routesOf(handle as unknown as Router) : [];
    const path = `/api${route.path.replaceAll(/:(\w+)/g, "{$1}")}`;
    return route.stack.map(({ method }) => `${method} ${path}`);
  });
}

test("every answer but text is described by a schema, and every name it uses is there", () => {
  const text = JSON.stringify(description);
  const named = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name!);

  expect(new Set(named)).toContain("Account");
  expect(named.filter((name) => !(name in description.components.schemas))).toEqual([]);
  expect(text).not.toContain("#/$defs/");
});

test("a problem is described for every route", () => {
  for (const methods of Object.values(description.paths)) {
    for (const { responses } of Object.values(methods)) {
      expect(responses.default?.content).toHaveProperty(
        ["application/problem+json", "schema", "$ref"],
        "#/components/schemas/Problem",
      );
    }
  }
});
