import { definePlugin, pluginFramesTexts } from "astro-expressive-code";
import { h } from "astro-expressive-code/hast";
import type { Language } from "./language/languages.ts";
import { catalogues } from "./messages/index.ts";

const inLanguage =
  (of: Language) =>
  (english: string): string =>
    catalogues[of][english] ?? english;

/** A block is made once for its file, and a translation's file is in its folder. */
export const languageOfBlock = ({ file }: { file: { path?: string | undefined } }): Language =>
  /[\\/]content[\\/]pt-br[\\/]/.test(file.path ?? "") ? "pt-BR" : "en";

const say = inLanguage("pt-BR");
pluginFramesTexts.addLocale("pt-BR", {
  copyButtonTooltip: say("Copy to clipboard"),
  copyButtonCopied: say("Copied"),
  terminalWindowFallbackTitle: say("Terminal"),
});

/**
 * Under a command: a button that copies it, and under one in `sh`, which is meant for the terminal of this page, a button that runs
 * it there. One in `bash` is meant for the reader's own machine. client/code-buttons.ts brings them to life, and without scripts they
 * are not there.
 */
export const codeButtons = definePlugin({
  name: "Run and copy",
  hooks: {
    postprocessRenderedBlock: ({ codeBlock, renderData: { blockAst } }) => {
      const { code, language } = codeBlock;
      const say = inLanguage(codeBlock.locale as Language);
      if (language !== "sh" && language !== "bash") return;
      const button = (name: string, label: string) =>
        h("button", { type: "button", "data-code-button": name, "data-code": code }, label);
      const buttons = h("div", { className: ["code-buttons", "needs-script", "no-print"] }, [
        ...(language === "sh" ? [button("run", say("Run in the terminal"))] : []),
        button("copy", say("Copy")),
        h("span", { className: ["visually-hidden"], role: "status" }),
      ]);
      const isCopy = (it: (typeof blockAst.children)[number]) =>
        it.type === "element" && String(it.properties.className).split(/[ ,]/).includes("copy");
      blockAst.children = [...blockAst.children.filter((it) => !isCopy(it)), buttons];
    },
  },
});
