import { LANGUAGES } from "../language/languages.ts";
import { language } from "./say.ts";

/** Address of a path of the site that is the same in every language (a picture, a file), with the base path it is built for. */
export const siteAddress = (path: string): string => `${import.meta.env.BASE_URL.replace(/\/$/, "")}${path}`;

/** Address of a page, given by its English path, in the language of this one. */
export const pageAddress = (path: string, of = language()): string => siteAddress(`${LANGUAGES[of].folder}${path}`);

/** The English path of the page at an address: what `pageAddress` takes. A page that was not found has no place of its own, so it is home. */
export const pathOf = (url: URL): string => {
  const path = url.pathname.slice(import.meta.env.BASE_URL.replace(/\/$/, "").length);
  return /^\/404\/?$/.test(path) ? "/" : path;
};
