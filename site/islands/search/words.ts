import { say } from "../../client/say.ts";

/** Every text of the search that a person reads. */
export const words = {
  get search() {
    return say("Search");
  },
  get label() {
    return say("Search chapters, labs and the page about the sandbox");
  },
  get hint() {
    return say("Type a word: a setting, a command, a metric.");
  },
  get results() {
    return say("Results");
  },
  get close() {
    return say("Close");
  },
  nothing: (query: string) => say("Nothing here about “{query}”. Try another word, or fewer of them.", { query }),
  count: (n: number) => say("{n, plural, one {# result} other {# results}}", { n }),
  get keys() {
    return say("Up and Down choose, Enter opens, Esc closes.");
  },
  get failed() {
    return say("The index did not load. Check that the workshop's server is running, and type again.");
  },
  get notBuilt() {
    return say("There is no index while the site is being written. Run npm run build, then npm start, to search.");
  },
};
