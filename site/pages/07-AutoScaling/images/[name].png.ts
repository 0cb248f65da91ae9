import { readFile } from "node:fs/promises";
import path from "node:path";
import type { APIRoute } from "astro";
import { pictures } from "../../../pictures.ts";

/** The pictures at the addresses that links to the published workshop use. */
export const getStaticPaths = () => [...pictures.keys()].map((name) => ({ params: { name } }));

export const GET: APIRoute = async ({ params }) => {
  const png = await readFile(path.join(process.cwd(), "images", `${params.name}.png`));
  return new Response(new Uint8Array(png), { headers: { "content-type": "image/png" } });
};
