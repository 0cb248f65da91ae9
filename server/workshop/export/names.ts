/** Names for the things of a template, each once. `fallback` is for names in which no letter or digit is left. */
export class Names {
  readonly #taken = new Set<string>();

  /** Of the name's words as `style` writes them; a number tells those apart that would be the same. */
  take(name: string, fallback: string, style: (words: string[]) => string): string {
    const words = name.match(/[A-Za-z0-9]+/g) ?? [];
    const base = style(words.length > 0 ? words : fallback.split(" ")).slice(0, 200);
    const named = /^\d/.test(base) ? style([...fallback.split(" "), base]) : base;
    let free = named;
    for (let i = 2; this.#taken.has(free.toLowerCase()); i++) free = style([named, String(i)]);
    this.#taken.add(free.toLowerCase());
    return free;
  }
}

/** As CloudFormation's logical ids are written: `ScalableTarget`. */
export const pascal = (words: string[]): string => words.map((it) => it[0]!.toUpperCase() + it.slice(1)).join("");

/** As Terraform's names are written: `scalable_target`. */
export const snake = (words: string[]): string => words.join("_").toLowerCase();
