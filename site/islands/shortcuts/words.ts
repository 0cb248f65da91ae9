/** Every text of the list of keys that a person reads. */
export const words = {
  title: "Keys and settings",
  close: "Close",
  settings: "Settings",
  single: "Use the keys / and ? alone",
  singleAbout: "Off, they do nothing by themselves; the buttons stay. They never count where you type.",
  spoken: "Announce scaling and alarms to screen readers",
  spokenAbout: "Once, when it is quiet: “Scaled out from 2 to 4 tasks”. Kept in this browser, as the other settings.",
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
        [
          "← →",
          "on a chart: the datapoint before or after, read out with its time; Home and End, the first and the last",
        ],
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
