/** Every text of the list of keys that a person reads. */
export const words = {
  title: "Keys",
  close: "Close",
  single: "Use the keys / and ? alone",
  singleAbout: "Off, they do nothing by themselves; the buttons stay. They never count where you type.",
  groups: [
    {
      title: "Everywhere",
      keys: [
        ["/", "search"],
        ["?", "this list"],
        ["Esc", "closes what is open"],
      ],
    },
    {
      title: "Panels",
      keys: [
        ["← →", "the next tab, where the focus is on tabs; Home and End, the first and the last"],
        ["← →", "on the line between text and panels: more room for one or the other"],
      ],
    },
    {
      title: "Terminal",
      keys: [
        ["Esc, then Tab", "leaves the terminal"],
        ["Ctrl-Shift-F", "finds in the output; all its keys are listed below it"],
      ],
    },
  ],
} as const;
