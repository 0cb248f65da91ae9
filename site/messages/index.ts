import type { Language } from "../language/languages.ts";
import { ptBR } from "./pt-BR.ts";

/** Patterns by their English ones, per language. English is what the code says. */
export const catalogues: Record<Language, Record<string, string>> = { en: {}, "pt-BR": ptBR };
