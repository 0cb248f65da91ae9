import { allChapters, allLabs, translatedTitles } from "../chapters.ts";

/** What the server needs to know of the content: chapters, their steps in order, their hints. */
export async function GET(): Promise<Response> {
  const all = [...(await allChapters()), ...(await allLabs())];
  const chapters = all.map(({ slug, title, lab, steps }) => ({ slug, title, ...(lab && { lab }), steps }));
  const ids = chapters.flatMap((chapter) => chapter.steps.map((step) => step.id));
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice) throw new Error(`Two steps are called ${twice}. Step ids are unique across chapters.`);
  return Response.json({ language: "en", chapters, titles: { "pt-BR": await translatedTitles() } });
}
