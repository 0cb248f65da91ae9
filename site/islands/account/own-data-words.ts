/** Every text about one's own data that a person reads. */
export const words = {
  title: "Your progress and your data",
  save: "Save progress as a file",
  load: "Take progress from a file",
  about:
    "The file says which steps are done, signed by this server. It is taken back here, by you in another browser too; a file that was changed is refused.",
  remove: "Delete my data…",
  goes: "This goes at once and for good:",
  list: [
    "your identity in this workshop, in every browser",
    "your accounts, the workshop's and every lab's, with their keys and addresses",
    "your progress in every chapter and lab",
    "your terminals, their history and your files",
    "what this browser has kept of the workshop",
  ],
  yes: "Yes, delete everything",
  keep: "Keep it",
  notJson: "This file is not JSON: choose the file that was saved here.",
  imported: (count: number) => (count === 1 ? "1 step is done now." : `${count} steps are done now.`),
  kept: (count: number) => (count === 1 ? " 1 was known here already." : ` ${count} were known here already.`),
  labs: (names: string[]) =>
    ` Left out, because you have not started these labs here: ${names.join(", ")}. Start them and take the file again.`,
};
