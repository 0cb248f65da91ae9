import { count } from "../../client/format.ts";

/** Every text about predictions and explanations that a person reads. */
export const words = {
  predict: "Predict first",
  why: "Why do you think so? (optional, for yourself)",
  keep: "Keep my prediction",
  change: "Change my prediction",
  kept: "Your prediction is kept. The Charts panel draws it once the run has begun, and the comparison appears here.",
  mayChange: "Until then you may change it.",
  beside: "What you predicted, and what happened",
  predicted: "you predicted",
  happened: "happened",
  youPredicted: (curve: string) => `You predicted: ${curve}.`,
  itWas: (curve: string, so: string) => `What happened${so}: ${curve}.`,
  soFar: (minutes: string) => ` in the first ${minutes} minutes`,
  changedAfter: (at: string) => `You changed this prediction at ${at}, after its run had begun.`,
  reason: "Why did it come like this? Say it in your own words; nobody else reads it.",
  keepReason: "Keep my reason",
  reasonKept: "Kept, for you alone.",
  afterwards: "Change the prediction all the same",
  afterwardsSays:
    "The run has begun. A change now is kept as one that was made afterwards, and the prediction will say so.",
  otherAccount: "Choose this page’s account first, at its top.",
  own: "Your answer, for yourself",
  keepAnswer: "Keep it and compare",
  answerKept: "Kept, for you alone. Now compare it with ours.",
  changeAnswer: "Keep the change",
  minutes: "minutes",
  tasks: "tasks",
  /** A curve in words: "1 task, 3 after 5 min, 5 after 7 min". */
  curve: (points: { minute: number; tasks: number }[]) =>
    points.map(({ minute, tasks }, i) => (i === 0 ? count(tasks, "task") : `${tasks} after ${minute} min`)).join(", "),
};
