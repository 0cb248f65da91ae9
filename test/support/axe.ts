import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Everything axe knows, also targets of 24 by 24 CSS pixels (WCAG 2.5.8), which it leaves out unless asked. */
const RULES = { rules: { "target-size": { enabled: true } } };

/**
 * axe finds nothing in the page as it stands, or in the part `within` it, in light and in dark. The theme is switched in place, and in
 * the second one only colours are looked at: nothing else changes with it.
 */
export async function faultless(page: Page, within?: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const axe = new AxeBuilder({ page });
    if (colorScheme === "light") axe.options(RULES);
    else axe.withRules(["color-contrast", "link-in-text-block"]);
    if (within) axe.include(within);
    const { violations } = await axe.analyze();
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" ")}`);
    expect(told, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
}

/** Nothing that has to be read makes the page wider than its window (WCAG 1.4.10). */
export async function fitsItsWindow(page: Page): Promise<void> {
  const { scrollWidth, clientWidth } = await page
    .locator("html")
    .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
  expect(scrollWidth, `${page.url()} in ${clientWidth} pixels`).toBeLessThanOrEqual(clientWidth);
}

/**
 * Controls smaller than 24 by 24 CSS pixels, their label counted. Links within a text may be smaller (WCAG 2.5.8); what is there for
 * screen readers alone has no size.
 */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls =
      "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=slider], [role=separator]";
    const inText = (it: Element) => {
      const text = it.matches("a, .link")
        ? it.closest("p, li, dd, td, th, figcaption, h2, h3")?.textContent?.trim()
        : undefined;
      return text !== undefined && text !== it.textContent?.trim();
    };
    return [...document.querySelectorAll<HTMLElement>(controls)].flatMap((it) => {
      if (!it.checkVisibility({ visibilityProperty: true }) || inText(it) || it.closest(".xterm, td")) return [];
      const label = it instanceof HTMLInputElement ? it.labels?.[0] : undefined;
      const boxes = [it, ...(label ? [label] : [])].map((one) => one.getBoundingClientRect());
      const width = Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left));
      const height = Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
      if (width <= 1 || height <= 1 || (width >= 23.9 && height >= 23.9)) return [];
      return [`${it.outerHTML.slice(0, 120)}: ${Math.round(width)} × ${Math.round(height)}`];
    });
  });

/** Adds up the layout shifts of the pages that `page` opens from now on; answers how much the present one moved. */
export async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries() as Shift[]) if (!hadRecentInput) shifts.push(value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  return async () => {
    // A shift is told after the frame in which it happened.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    return page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.reduce((sum, it) => sum + it, 0));
  };
}

/** All islands that wait neither to be seen nor for a wider window have come to life. */
export async function hydrated(page: Page): Promise<void> {
  await expect(page.locator("astro-island[ssr][client=idle]")).toHaveCount(0);
}
