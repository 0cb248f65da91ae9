/** Every text of the search that a person reads. */
export const words = {
  search: "Search",
  label: "Search chapters, labs and the page about the sandbox",
  hint: "Type a word: a setting, a command, a metric.",
  loading: "Loading the index …",
  results: "Results",
  close: "Close",
  nothing: (query: string) => `Nothing here about “${query}”. Try another word, or fewer of them.`,
  count: (count: number) => (count === 1 ? "1 result" : `${count} results`),
  keys: "Up and Down choose, Enter opens, Esc closes.",
  failed: "The index did not load. Check that the workshop's server is running, and type again.",
  notBuilt: "There is no index while the site is being written. Run npm run build, then npm start, to search.",
};
