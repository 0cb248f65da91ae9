import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { APIRoute } from "astro";

const folder = path.join(process.cwd(), "content", "templates");

/** The files that chapters give to their readers. */
export const getStaticPaths = () => readdirSync(folder).map((name) => ({ params: { name } }));

export const GET: APIRoute = async ({ params }) =>
  new Response(await readFile(path.join(folder, params.name!), "utf8"), { headers: { "content-type": "text/plain" } });
