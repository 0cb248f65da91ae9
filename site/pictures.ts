import type { ImageMetadata } from "astro";

const files = import.meta.glob<{ default: ImageMetadata }>("../images/*.png", { eager: true });

/** Pictures by name, as `npm run images` wrote them into images/. */
export const pictures = new Map(
  Object.entries(files).map(([file, module]) => [file.replace(/^.*\/|\.png$/g, ""), module.default]),
);
