/** The languages of the site, with the folder that their pages are in, Astro's locale for it. English has none. */
export const LANGUAGES = {
  en: { folder: "", name: "English" },
  "pt-BR": { folder: "/pt-br", name: "Português (Brasil)" },
} as const;

export type Language = keyof typeof LANGUAGES;

/** The language of an Astro locale. */
export const languageOf = (locale: string | undefined): Language => (locale === "pt-br" ? "pt-BR" : "en");
