import { say } from "../../client/say.ts";

/** Every text about one's own data that a person reads. */
export const words = {
  get title() {
    return say("Your progress and your data");
  },
  get save() {
    return say("Save progress as a file");
  },
  get load() {
    return say("Take progress from a file");
  },
  get about() {
    return say(
      "The file says which steps are done and what you answered, signed by this server. It is taken back here, by you in another browser too; a file that was changed is refused.",
    );
  },
  get remove() {
    return say("Delete my data…");
  },
  get goes() {
    return say("This goes at once and for good:");
  },
  list: () => [
    say("your identity in this workshop, in every browser"),
    say("your accounts, the workshop's and every lab's, with their keys and addresses"),
    say("your progress in every chapter and lab"),
    say("your predictions and answers, which nobody else has read"),
    say("your terminals, their history and your files"),
    say("what this browser has kept of the workshop"),
  ],
  get yes() {
    return say("Yes, delete everything");
  },
  get keep() {
    return say("Keep it");
  },
  get notJson() {
    return say("This file is not JSON: choose the file that was saved here.");
  },
  imported: (n: number) => say("{n, plural, one {# step is done now.} other {# steps are done now.}}", { n }),
  answers: (n: number) => ` ${say("{n, plural, one {# answer came along.} other {# answers came along.}}", { n })}`,
  kept: (n: number) =>
    ` ${say("{n, plural, one {# was known here already.} other {# were known here already.}}", { n })}`,
  labs: (names: string[]) =>
    ` ${say("Left out, because you have not started these labs here: {labs}. Start them and take the file again.", { labs: names.join(", ") })}`,
};
