/**
 * The languages of the site, with the folder that their pages are in, Astro's locale for it; English has none. `offer` and `enough` are
 * said on pages of the other languages, to who chose this one.
 */
export const LANGUAGES = {
  en: { folder: "", name: "English", offer: "This page in English", enough: "Do not show this again" },
  "pt-BR": {
    folder: "/pt-br",
    name: "Português (Brasil)",
    offer: "Esta página em português",
    enough: "Não mostrar mais",
  },
} as const;

export type Language = keyof typeof LANGUAGES;

/** The language of an Astro locale. */
export const languageOf = (locale: string | undefined): Language => (locale === "pt-br" ? "pt-BR" : "en");
