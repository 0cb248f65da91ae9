import { invalidChoice, unusable } from "./failure.ts";

/** An option as the parser sees it. */
export type OptionSyntax = {
  /** `--cluster` */
  flag: string;
  /** Where its value goes; several flags may share one. */
  key: string;
  /** How many words follow it. */
  takes: "one" | "any" | "none" | "one or none";
  /** What a flag without a word stands for. */
  constant?: unknown;
  choices?: string[];
  /** A whole number is wanted. */
  integer?: boolean;
};

type Parsed = { values: Map<string, unknown>; positional: string | undefined; rest: string[] };

/**
 * Reads options out of words as Python's argparse does, which the CLI uses: an unambiguous beginning of a flag will do,
 * `--a=b` is `--a b`, the last of two counts. With `positional` the first free word is taken as well. Whatever is not known
 * comes back in `rest`, in order.
 */
export function parseWords(
  words: string[],
  options: OptionSyntax[],
  positional?: { name: string; choices: string[] },
): Parsed {
  const flags = new Map(options.map((it) => [it.flag, it]));
  const values = new Map<string, unknown>();
  const rest: string[] = [];
  let found: string | undefined;

  const kinds = kindsOf(words, flags);
  for (let i = 0; i < words.length; ) {
    const kind = kinds[i]!;
    if (kind === "word" || kind === "dashes") {
      if (positional && found === undefined && kind === "word") {
        found = words[i]!;
        if (!positional.choices.includes(found)) throw invalidChoice(positional.name, found, positional.choices);
      } else rest.push(words[i]!);
      i++;
    } else if (kind === "unknown") {
      rest.push(words[i]!);
      i++;
    } else {
      const { option, explicit } = kind;
      let end = i + 1;
      while (end < words.length && (kinds[end] === "word" || kinds[end] === "dashes")) end++;
      const following = words.slice(i + 1, end).filter((it) => it !== "--");
      const { value, used } = optionValue(option, explicit, following);
      values.set(option.key, value);
      i += 1 + used;
    }
  }
  return { values, positional: found, rest };
}

type Kind = "word" | "dashes" | "unknown" | { option: OptionSyntax; explicit: string | undefined };

function kindsOf(words: string[], flags: Map<string, OptionSyntax>): Kind[] {
  const end = words.indexOf("--");
  return words.map((word, i) => {
    if (end >= 0 && i >= end) return i === end ? "dashes" : "word";
    return kindOf(word, flags);
  });
}

function kindOf(word: string, flags: Map<string, OptionSyntax>): Kind {
  if (!word.startsWith("-") || word === "-") return "word";
  const exact = flags.get(word);
  if (exact) return { option: exact, explicit: undefined };
  const equals = word.indexOf("=");
  const name = equals < 0 ? word : word.slice(0, equals);
  const explicit = equals < 0 ? undefined : word.slice(equals + 1);
  const named = flags.get(name);
  if (named) return { option: named, explicit };
  const candidates = word.startsWith("--") ? [...flags.values()].filter((it) => it.flag.startsWith(name)) : [];
  if (candidates.length > 1)
    throw unusable(`ambiguous option: ${word} could match ${candidates.map((it) => it.flag).join(", ")}`);
  if (candidates[0]) return { option: candidates[0], explicit };
  if (/^-\d+$|^-\d*\.\d+$/.test(word) || word.includes(" ")) return "word";
  return "unknown";
}

function optionValue(
  option: OptionSyntax,
  explicit: string | undefined,
  following: string[],
): { value: unknown; used: number } {
  const wrong = (what: string) => unusable(`argument ${option.flag}: ${what}`);
  switch (option.takes) {
    case "none":
      if (explicit !== undefined) throw wrong(`ignored explicit argument '${explicit}'`);
      return { value: option.constant ?? true, used: 0 };
    case "any":
      return explicit === undefined ? { value: following, used: following.length } : { value: [explicit], used: 0 };
    default: {
      const word = explicit ?? following[0];
      if (word === undefined && option.takes === "one") throw wrong("expected one argument");
      const value = word === undefined ? option.constant : word;
      if (option.choices && !option.choices.includes(value as string))
        throw invalidChoice(option.flag, value as string, option.choices);
      if (option.integer && !/^\s*[+-]?\d+(_\d+)*\s*$/.test(value as string))
        throw wrong(`invalid int value: '${value}'`);
      return {
        value: option.integer ? Number(value) : value,
        used: explicit === undefined && word !== undefined ? 1 : 0,
      };
    }
  }
}
