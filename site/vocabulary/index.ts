import Aside from "./Aside.astro";
import Command from "./Command.astro";
import Download from "./Download.astro";
import Figure from "./Figure.astro";
import Hint from "./Hint.astro";
import InConsoleToday from "./InConsoleToday.astro";
import Question from "./Question.astro";
import Recap from "./Recap.astro";
import Step from "./Step.astro";
import Term from "./Term.astro";

/** What a chapter may use without importing it (content/README.md). */
export const vocabulary = { Aside, Command, Download, Figure, Hint, InConsoleToday, Question, Recap, Step, Term };
