import type { Finding } from "./rules.ts";
import { placeOf, type Source } from "./workshop.ts";

const LINK = /\]\(([^)\s]+)\)/g;
const HEADING = /^#{2,4} +(.*)$/gm;
/** A step or a paragraph that has its own address. */
const PLACE = /<(?:Step|Anchor)\s[^>]*?\bid="([^"]*)"/g;
/** Pages that are no chapter (site/pages). */
const PAGES = ["/", "/how-true-is-the-sandbox/", "/07-AutoScaling/", "/labs/why-did-it-not-scale/"];

/** Links inside the site that lead nowhere. Links to other sites are not followed. */
export function brokenLinks(sources: Source[]): Finding[] {
  const anchors = new Map(sources.map((source) => [addressOf(source.file), anchorsOf(source.text)]));
  return sources.flatMap((source) =>
    [...source.text.matchAll(LINK)].flatMap((match) => {
      const to = match[1]!;
      const message = /^(\/|#)/.test(to) ? problemOf(to, addressOf(source.file), anchors) : undefined;
      return message ? [{ ...placeOf(source, match.index), message }] : [];
    }),
  );
}

function problemOf(to: string, here: string, anchors: Map<string, Set<string>>): string | undefined {
  const [place = "", query = ""] = to.split("#");
  const page = place === "" ? here : place.replace(/\?.*$/, "").replace(/\/?$/, "/");
  const known = anchors.get(page);
  if (!known)
    return PAGES.includes(page) || page.startsWith("/templates/")
      ? undefined
      : `The link ${to} leads nowhere; chapters are at ${[...anchors.keys()].join(", ")}.`;
  const anchor = query.replace(/\?.*$/, "");
  return anchor === "" || known.has(anchor)
    ? undefined
    : `The link ${to} leads to no step, heading or anchor of ${page}.`;
}

const anchorsOf = (text: string) =>
  new Set([
    ...[...text.matchAll(PLACE)].map(([, id]) => id!),
    ...[...text.matchAll(HEADING)].map(([, title]) => slugOf(title!)),
  ]);

/** As Astro makes them: small letters, digits and hyphens. */
const slugOf = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(" ", "-");

/** `content/labs/1-step-scaling.mdx` is at `/labs/step-scaling/`, and its translation is linked by the same path. */
function addressOf(file: string): string {
  const slug = file.replace(/^.*\/\d+-|\.mdx$/g, "");
  return /\/labs\//.test(file) ? `/labs/${slug}/` : `/chapters/${slug}/`;
}
