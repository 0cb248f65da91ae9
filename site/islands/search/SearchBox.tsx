import { useEffect, useRef, useState } from "preact/hooks";
import { type Found, find, prepare } from "./pagefind.ts";
import { words } from "./words.ts";

/** A field and the list of what it finds. The focus stays in the field; Up and Down choose a line, Enter opens it. */
export function SearchBox({ base, close }: { base: string; close: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const asked = useRef("");
  const [found, setFound] = useState<Found[]>([]);
  const [chosen, setChosen] = useState(0);
  const [said, setSaid] = useState(words.hint);

  const failed = () => setSaid(import.meta.env.DEV ? words.notBuilt : words.failed);
  useEffect(() => {
    field.current!.focus();
    prepare(base).catch(failed);
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen, found]);

  const ask = async (query: string) => {
    asked.current = query;
    if (query === "") {
      setFound([]);
      setSaid(words.hint);
      return;
    }
    try {
      const lines = await find(base, query);
      if (!lines || asked.current !== query) return;
      setFound(lines);
      setChosen(0);
      setSaid(lines.length === 0 ? words.nothing(query) : words.count(lines.length));
    } catch {
      failed();
    }
  };
  const byKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      setChosen((chosen + step + found.length) % found.length);
    } else if (event.key === "Enter" && !event.isComposing) {
      list.current?.querySelector<HTMLAnchorElement>('[aria-selected="true"]')?.click();
    }
  };
  return (
    <div class="search-box">
      <div class="search-head">
        <input
          ref={field}
          type="text"
          enterkeyhint="search"
          role="combobox"
          aria-label={words.label}
          aria-expanded={found.length > 0}
          aria-controls="search-results"
          aria-autocomplete="list"
          aria-activedescendant={found.length > 0 ? `search-result-${chosen}` : undefined}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          onInput={({ currentTarget }) => void ask(currentTarget.value.trim())}
          onKeyDown={byKey}
        />
        <button type="button" class="button button-quiet" onClick={close}>
          {words.close}
        </button>
      </div>
      <div ref={list} id="search-results" class="search-results" role="listbox" aria-label={words.results}>
        {found.map((line, i) => (
          <a
            key={line.url}
            id={`search-result-${i}`}
            role="option"
            aria-selected={i === chosen}
            tabIndex={-1}
            href={line.url}
            onClick={close}
          >
            <span class="search-title">{line.title}</span>
            {line.title !== line.page && <span class="search-page">{line.page}</span>}
            <span class="search-excerpt">
              {line.excerpt.map(({ text, marked }, at) => (marked ? <mark key={at}>{text}</mark> : text))}
            </span>
          </a>
        ))}
      </div>
      <p class="search-foot">
        <span role="status">{said}</span>
        {found.length > 0 && <span class="search-keys">{words.keys}</span>}
      </p>
    </div>
  );
}
