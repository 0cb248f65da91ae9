import mdx from "@astrojs/mdx";
import preact from "@astrojs/preact";
import { defineConfig } from "astro/config";
import expressiveCode from "astro-expressive-code";
import { codeButtons, languageOfBlock } from "./site/code-buttons.ts";
import { contentLint } from "./site/content-lint/index.ts";
import { searchIndex } from "./site/search-index.ts";

/** Where the API server listens while `npm run dev` serves the pages; its paths are passed on. */
const api = process.env.API_ORIGIN ?? "http://127.0.0.1:3000";
const proxied = Object.fromEntries(
  ["/api", "/aws", "/app"].map((path) => [path, { target: api, changeOrigin: false }]),
);

export default defineConfig({
  srcDir: "./site",
  publicDir: "./site/public",
  outDir: "./dist",
  base: process.env.BASE_PATH ?? "/",
  trailingSlash: "ignore",
  // Every page is also made in Portuguese, below /pt-br/. What has no translation shows its English text (site/language/).
  i18n: {
    defaultLocale: "en",
    locales: ["en", "pt-br"],
    fallback: { "pt-br": "en" },
    routing: { prefixDefaultLocale: false, fallbackType: "rewrite" },
  },
  devToolbar: { enabled: false },
  integrations: [
    expressiveCode({
      plugins: [codeButtons],
      getBlockLocale: languageOfBlock,
      themes: ["github-light-default", "github-dark-default"],
      // The page's own theme attribute decides; without it (no script, "auto") the system does.
      themeCssSelector: (theme) => `[data-theme="${theme.type}"]`,
      useDarkModeMediaQuery: true,
      minSyntaxHighlightingColorContrast: 5.5,
      defaultProps: { wrap: true, preserveIndent: true, frame: "none" },
      frames: { showCopyToClipboardButton: true, removeCommentsWhenCopyingTerminalFrames: false },
      styleOverrides: {
        codeFontFamily: "var(--mono)",
        uiFontFamily: "var(--sans)",
        codeFontSize: "0.8125rem",
        codeLineHeight: "1.6",
        codePaddingBlock: "0.9rem",
        codePaddingInline: "1rem",
        codeBackground: "var(--paper-sunken)",
        borderRadius: "var(--radius)",
        borderColor: "var(--rule)",
        borderWidth: "1px",
        focusBorder: "var(--accent)",
        frames: {
          frameBoxShadowCssValue: "none",
          terminalBackground: "var(--paper-sunken)",
          terminalTitlebarBackground: "var(--paper-sunken)",
          editorBackground: "var(--paper-sunken)",
          inlineButtonForeground: "var(--ink)",
          inlineButtonBackgroundIdleOpacity: "0.06",
          inlineButtonBorderOpacity: "0.35",
          tooltipSuccessBackground: "var(--accent)",
          tooltipSuccessForeground: "var(--on-accent)",
        },
      },
    }),
    mdx(),
    preact(),
    contentLint,
    searchIndex,
  ],
  // Astro hashes its own inline scripts. Style attributes (code colours, chart positions) need the wider style rule.
  security: {
    csp: {
      styleDirective: {
        resources: [
          { resource: "'unsafe-inline'", kind: "attribute" },
          { resource: "'self'", kind: "element" },
          { resource: "'unsafe-inline'", kind: "element" },
        ],
      },
      // The search is compiled to WebAssembly.
      scriptDirective: { resources: ["'self'", "'wasm-unsafe-eval'"] },
    },
  },
  vite: { server: { proxy: proxied } },
});
