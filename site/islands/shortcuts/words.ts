import { pattern } from "../../client/say.ts";

type Words = Record<string, string | { title: string; keys: [key: string, what: string][] }[]>;

/** Every text of the list of keys that a person reads, as patterns for `say`. */
export const words = {
  title: pattern("Keys and settings"),
  close: pattern("Close"),
  settings: pattern("Settings"),
  single: pattern("Use the keys / and ? alone"),
  singleAbout: pattern("Off, they do nothing by themselves; the buttons stay. They never count where you type."),
  spoken: pattern("Announce scaling and alarms to screen readers"),
  spokenAbout: pattern(
    "Once, when it is quiet: “Scaled out from 2 to 4 tasks”. Kept in this browser, as the other settings.",
  ),
  groups: [
    {
      title: pattern("Everywhere"),
      keys: [
        ["/", pattern("search")],
        ["?", pattern("this list")],
        ["Esc", pattern("closes what is open")],
      ],
    },
    {
      title: pattern("Panels"),
      keys: [
        ["← →", pattern("the next tab, where the focus is on tabs; Home and End, the first and the last")],
        ["← →", pattern("on the line between text and panels: more room for one or the other")],
        [
          "← →",
          pattern(
            "on a chart: the datapoint before or after, read out with its time; Home and End, the first and the last",
          ),
        ],
      ],
    },
    {
      title: pattern("Terminal"),
      keys: [
        ["Esc, Tab", pattern("leaves the terminal")],
        ["Ctrl-Shift-F", pattern("finds in the output; all its keys are listed below it")],
      ],
    },
  ],
} satisfies Words;
