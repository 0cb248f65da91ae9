/** Words that stand for themselves. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** Words as the shell would have to be given them. */
export const quoted = (words: string[]): string =>
  words.map((it) => (PLAIN.test(it) ? it : `'${it.replaceAll("'", "'\\''")}'`)).join(" ");
