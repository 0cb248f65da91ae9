import { definePlugin } from "astro-expressive-code";
import { h } from "astro-expressive-code/hast";
import { catalogues } from "./messages/index.ts";

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
      // A block is made once for its file, and a translation's file is in its folder.
      const of = /[\\/]content[\\/]pt-br[\\/]/.test(codeBlock.parentDocument?.sourceFilePath ?? "") ? "pt-BR" : "en";
      const say = (english: string) => catalogues[of][english] ?? english;
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
