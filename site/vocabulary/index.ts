import Heading2 from "../parts/Heading2.astro";
import Heading3 from "../parts/Heading3.astro";
import Anchor from "./Anchor.astro";
import Aside from "./Aside.astro";
import Choice from "./Choice.astro";
import Command from "./Command.astro";
import Download from "./Download.astro";
import Export from "./Export.astro";
import ExportChecks from "./ExportChecks.astro";
import Figure from "./Figure.astro";
import Hint from "./Hint.astro";
import InConsoleToday from "./InConsoleToday.astro";
import Predict from "./Predict.astro";
import Question from "./Question.astro";
import Recap from "./Recap.astro";
import Step from "./Step.astro";
import Term from "./Term.astro";

/** What a chapter may use without importing it (content/README.md). */
export const vocabulary = {
  Anchor,
  Aside,
  Choice,
  Command,
  Download,
  Export,
  ExportChecks,
  Figure,
  Hint,
  InConsoleToday,
  Predict,
  Question,
  Recap,
  Step,
  Term,
  // What Markdown makes of `##` and `###`.
  h2: Heading2,
  h3: Heading3,
};
