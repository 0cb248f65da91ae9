import type { ImageMetadata } from "astro";

const files = import.meta.glob<{ default: ImageMetadata }>("../images/*.png", { eager: true });

/** Pictures by name, as `npm run images` wrote them into images/. */
export const pictures = new Map(
  Object.entries(files).map(([file, module]) => [file.replace(/^.*\/|\.png$/g, ""), module.default]),
);

const FIGURE = /<Figure\s[^>]*name="([^"]*)"/g;

/** Names of the pictures that a chapter shows. */
const figuresOf = (source: string): string[] => [...source.matchAll(FIGURE)].map(([, name = ""]) => name);

/**
 * Stops the build with file and name when a chapter shows a picture that does not exist. `npm run images` sets DRAWING_IMAGES:
 * it needs the site to draw what is not there yet.
 */
export function requirePictures(source: string, file: string): void {
  if (process.env.DRAWING_IMAGES) return;
  for (const name of figuresOf(source)) {
    if (!pictures.has(name))
      throw new Error(`${file}: there is no picture images/${name}.png. Run \`npm run images\`, or mend the name.`);
  }
}
