import { AsyncLocalStorage } from "node:async_hooks";
import type { Language } from "./languages.ts";

/*
 * While a page is made, its language is known to all that is called for it, islands included, without being handed from one to the
 * other; two pages made at once do not mix. site/middleware.ts says which it is. In the browser the page itself says it.
 */
const rendered = new AsyncLocalStorage<Language>();

export const renderIn = <T>(language: Language, make: () => T): T => rendered.run(language, make);
export const renderedLanguage = (): Language => rendered.getStore() ?? "en";
