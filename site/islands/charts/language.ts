/*
 * uPlot asks Intl for the browser's language while it is loaded, and stops the page where that is none ("en-US@posix" of a Chromium
 * started with LANG=C.UTF-8). Imported before it, this gives such a browser a language that Intl knows.
 */
try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, "language", { value: "en-US", configurable: true });
}
