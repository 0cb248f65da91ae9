import type { MiddlewareHandler } from "astro";
import { languageOf } from "./language/languages.ts";
import { renderIn } from "./language/rendering.ts";

/** Every page is made in the language of its address, to its last character: what comes late would be made outside of it. */
export const onRequest: MiddlewareHandler = (context, next) =>
  renderIn(languageOf(context.currentLocale), async () => {
    const response = await next();
    if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
    return new Response(await response.text(), response);
  });
