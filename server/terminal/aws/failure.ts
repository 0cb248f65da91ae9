/** AWS: return codes of the AWS CLI (User Guide, "Command line return codes in the AWS CLI"). */
const SYNTAX = 252;
const CONFIGURATION = 253;
const REFUSED = 254;
const GENERAL = 255;

/** Ends a command. `text` is what goes to stderr, as it stands. */
export class Failure extends Error {
  readonly code: number;
  readonly text: string;
  constructor(code: number, text: string) {
    super(text);
    this.code = code;
    this.text = text;
  }
}

const USAGE = `
usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help

`;

/** The line cannot be read: the usage stands above what is wrong. */
export const unusable = (what: string) => new Failure(SYNTAX, `${USAGE}aws: error: ${what}\n\n`);

/** A group of commands was named and none of them. */
export const tooFewArguments = (group: string) =>
  new Failure(SYNTAX, `\nusage: aws [options] ${group} <subcommand> [parameters]\naws: error: too few arguments\n`);

export const unknownOptions = (words: string[]) =>
  new Failure(SYNTAX, `${USAGE}Unknown options: ${words.join(", ")}\n\n`);

/** A word that is none of the possible ones, and what it may have been meant to be. */
export function invalidChoice(argument: string, word: string, choices: string[]): Failure {
  const rows: string[] = [];
  for (let i = 0; i < choices.length; i += 2)
    rows.push(
      choices
        .slice(i, i + 2)
        .map((it) => it.padEnd(40))
        .join(" | "),
    );
  const close = closeMatches(word, choices);
  const meant = close.length
    ? `\n\nInvalid choice: '${word}', maybe you meant:\n\n${close.map((it) => `  * ${it}\n`).join("")}`
    : "";
  return new Failure(
    SYNTAX,
    `${USAGE}aws: error: argument ${argument}: Invalid choice, valid choices are:\n\n${rows.join("\n")}\n${meant}\n`,
  );
}

/** A value is wrong: the CLI refuses before it asks AWS. */
export const invalid = (what: string) => new Failure(SYNTAX, `\n${what}\n`);

export const unparsable = (option: string, what: string) => invalid(`Error parsing parameter '${option}': ${what}`);

export const misconfigured = (what: string) => new Failure(CONFIGURATION, `\n${what}\n`);

/** AWS refused the call. */
export const refused = (operation: string, { name, message }: { name: string; message: string }) =>
  new Failure(REFUSED, `\nAn error occurred (${name}) when calling the ${operation} operation: ${message}\n`);

export const failed = (what: string) => new Failure(GENERAL, `\n${what}\n`);

/** Words like this one, most alike first: at most three, with the measure of Python's difflib and the CLI's limit. */
function closeMatches(word: string, choices: string[]): string[] {
  // Twice the shorter length over both is the most that the measure can give.
  const comparable = choices.filter(
    (it) => (2 * Math.min(it.length, word.length)) / (it.length + word.length) >= LIKE_ENOUGH,
  );
  return comparable
    .map((choice) => ({ choice, likeness: likeness(choice, word) }))
    .filter((it) => it.likeness >= LIKE_ENOUGH)
    .sort((a, b) => b.likeness - a.likeness || (a.choice < b.choice ? 1 : -1))
    .slice(0, 3)
    .map((it) => it.choice);
}

const LIKE_ENOUGH = 0.8;

/** Ratcliff and Obershelp: twice the length of all matching blocks over the length of both. */
function likeness(a: string, b: string): number {
  return a.length + b.length === 0 ? 1 : (2 * matching(a, b)) / (a.length + b.length);
}

function matching(a: string, b: string): number {
  let best = { length: 0, a: 0, b: 0 };
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) {
      let length = 0;
      while (i + length < a.length && a[i + length] === b[j + length]) length++;
      if (length > best.length) best = { length, a: i, b: j };
    }
  if (best.length === 0) return 0;
  return (
    best.length +
    matching(a.slice(0, best.a), b.slice(0, best.b)) +
    matching(a.slice(best.a + best.length), b.slice(best.b + best.length))
  );
}
