import { definePlugin } from "astro-expressive-code";
import { h } from "astro-expressive-code/hast";

/**
 * Under a command: a button that copies it, and under one in `sh`, which is meant for the terminal of this page, a button that runs
 * it there. One in `bash` is meant for the reader's own machine. client/code-buttons.ts brings them to life, and without scripts they
 * are not there.
 */
export const codeButtons = definePlugin({
  name: "Run and copy",
  hooks: {
    postprocessRenderedBlock: ({ codeBlock: { code, language }, renderData: { blockAst } }) => {
      if (language !== "sh" && language !== "bash") return;
      const button = (name: string, label: string) =>
        h("button", { type: "button", "data-code-button": name, "data-code": code }, label);
      const buttons = h("div", { className: ["code-buttons", "needs-script", "no-print"] }, [
        ...(language === "sh" ? [button("run", "Run in the terminal")] : []),
        button("copy", "Copy"),
        h("span", { className: ["visually-hidden"], role: "status" }),
      ]);
      const isCopy = (it: (typeof blockAst.children)[number]) =>
        it.type === "element" && String(it.properties.className).split(/[ ,]/).includes("copy");
      blockAst.children = [...blockAst.children.filter((it) => !isCopy(it)), buttons];
    },
  },
});
