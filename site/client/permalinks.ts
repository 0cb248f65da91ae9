import { copyText } from "./clipboard.ts";

/** Wall milliseconds for which a heading says that its address was copied. */
const SAID_MS = 1_800;

// The link goes to its place as links do; the whole address, with what the panels show, goes into the clipboard besides.
document.addEventListener("click", async (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a.anchor");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  if (!(await copyText(link.href))) return;
  const said = document.getElementById("link-said")!;
  link.dataset.copied = said.dataset.words!;
  said.textContent = said.dataset.words!;
  setTimeout(() => {
    delete link.dataset.copied;
    said.textContent = "";
  }, SAID_MS);
});
