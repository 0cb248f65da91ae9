import type { Page } from "@playwright/test";

/**
 * The words of the interface as they stand on the page: its texts and what is read out, each once. Without the text of the chapter, code,
 * and what says of itself that it is in another language than the page.
 */
export const shownWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isOurs = (it: Element | null) =>
      it !== null &&
      !it.closest("script, style, noscript, code, pre, .xterm, astro-slot") &&
      (!it.closest(".prose") || it.closest(".prose astro-island, .code-buttons") !== null) &&
      it.closest<HTMLElement>("[lang]")!.lang === document.documentElement.lang;
    const found: (string | null)[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) if (isOurs(texts.currentNode.parentElement)) found.push(texts.currentNode.textContent);
    for (const name of ["aria-label", "title", "placeholder", "alt"])
      for (const it of document.querySelectorAll(`[${name}]`)) if (isOurs(it)) found.push(it.getAttribute(name));
    return [...new Set(found.map((it) => it!.trim()))];
  });
