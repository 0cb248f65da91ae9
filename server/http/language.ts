import type { Request } from "express";
import { type Language, languages } from "../contract/index.ts";

/** The language in which sentences are answered: the first of ours that the request accepts, else English. */
export function languageOf(req: Request): Language {
  // An exact name first; then `pt` and `pt-PT` read Brazilian Portuguese more easily than English.
  for (const asked of req.acceptsLanguages()) {
    const found =
      languages.find((it) => it.toLowerCase() === asked.toLowerCase()) ??
      languages.find((it) => it.split("-")[0] === asked.toLowerCase().split("-")[0]);
    if (found) return found;
  }
  return "en";
}
