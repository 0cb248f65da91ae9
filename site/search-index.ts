import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { close, createIndex } from "pagefind";

/**
 * Writes the index of the search into the built site, at /pagefind/. Pages say what of them is searched: `data-pagefind-body`, and
 * within it `data-pagefind-ignore`.
 */
export const searchIndex: AstroIntegration = {
  name: "search-index",
  hooks: {
    "astro:build:done": async ({ dir, logger }) => {
      const { index, errors } = await createIndex();
      if (!index) throw new Error(`The index of the search was not made: ${errors.join(" ")}`);
      const site = fileURLToPath(dir);
      const read = await index.addDirectory({ path: site });
      const folder = path.join(site, "pagefind");
      const written = await index.writeFiles({ outputPath: folder });
      await close();
      // Pagefind's own search boxes; ours is site/islands/search.
      for (const name of readdirSync(folder).filter((it) => /-ui\.|-highlight\./.test(it)))
        rmSync(path.join(folder, name));
      const problems = [...read.errors, ...written.errors];
      if (problems.length > 0) throw new Error(`The index of the search was not written: ${problems.join(" ")}`);
      logger.info(`the search has an index of ${read.page_count} pages`);
    },
  },
};
