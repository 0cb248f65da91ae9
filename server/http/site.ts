import { existsSync } from "node:fs";
import path from "node:path";
import express, { type RequestHandler, Router } from "express";
import { notFound } from "./problem.ts";

const YEAR_MS = 365 * 86_400_000;

/**
 * The built site. `/chapter` and `/chapter/` are the same page and both answer at once. What Astro puts into `_astro` carries a hash
 * in its name and never changes; everything else is asked for again and answered 304 where it is the same.
 */
export function site(dist: string): Router {
  const files = express.static(dist, {
    redirect: false,
    index: "index.html",
    extensions: ["html"],
    cacheControl: true,
    maxAge: 0,
  });
  return Router()
    .use(
      "/_astro",
      express.static(path.join(dist, "_astro"), { immutable: true, maxAge: YEAR_MS, redirect: false, index: false }),
    )
    .use(folderAsPage(dist))
    .use(files)
    .use(notFoundPage(dist));
}

/** `/chapter` where the build wrote `chapter/index.html`. */
function folderAsPage(dist: string): RequestHandler {
  return (req, _res, next) => {
    const name = decoded(req.path);
    if (
      name !== undefined &&
      !name.endsWith("/") &&
      !name.includes("..") &&
      existsSync(path.join(dist, name, "index.html"))
    ) {
      req.url = req.url.replace(/^[^?]*/, (it) => `${it}/`);
    }
    next();
  };
}

function notFoundPage(dist: string): RequestHandler {
  const inEnglish = path.join(dist, "404.html");
  const translated = path.join(dist, "pt-br", "404", "index.html");
  return (req, res) => {
    const page = req.path.startsWith("/pt-br/") && existsSync(translated) ? translated : inEnglish;
    if (!existsSync(page) || !["GET", "HEAD"].includes(req.method) || !req.accepts("html"))
      throw notFound(whatIsMissing(dist, req.path));
    res.status(404).sendFile(page, { cacheControl: false, headers: { "cache-control": "no-store" } });
  };
}

const whatIsMissing = (dist: string, name: string) =>
  existsSync(path.join(dist, "index.html"))
    ? `There is nothing at ${name}.`
    : "The site has not been built yet: npm start builds it, and so does npm run build.";

function decoded(name: string): string | undefined {
  try {
    return decodeURIComponent(name);
  } catch {
    return undefined;
  }
}
