import { kindOf, type Operation, type TypeModel } from "./model.ts";
import { kebab } from "./names.ts";
import type { OptionSyntax } from "./parser.ts";

/** An option of an operation that sets a member of its input. */
export type MemberOption = OptionSyntax & { member: string; type: TypeModel; required: boolean; hidden?: boolean };

export type OperationOptions = { members: MemberOption[]; others: OptionSyntax[] };

const known = new WeakMap<Operation, OperationOptions>();

/** Every option of an operation, made once. Those that the CLI's own paging replaces are hidden, but work. */
export function optionsOf(operation: Operation): OperationOptions {
  const before = known.get(operation);
  if (before) return before;
  const { input, paginator } = operation;
  const members = Object.entries(input.members).flatMap(([member, type]): MemberOption[] => {
    const flag = `--${kebab(member)}`;
    const required = input.required.includes(member);
    if (type === "boolean") {
      const key = `member ${member}`;
      return [
        { flag, key, takes: "none", constant: true, member, type, required },
        { flag: `--no-${kebab(member)}`, key, takes: "none", constant: false, member, type, required },
      ];
    }
    const hidden = paginator !== undefined && (member === paginator.inputToken || member === paginator.limit);
    const takes = kindOf(type) === "list" ? "any" : "one";
    return [{ flag, key: `member ${member}`, takes, member, type, required, hidden }];
  });
  const others: OptionSyntax[] = [
    { flag: "--cli-input-json", key: "cli-input-json", takes: "one" },
    { flag: "--cli-input-yaml", key: "cli-input-yaml", takes: "one" },
  ];
  if (paginator) {
    others.push({ flag: "--starting-token", key: "starting-token", takes: "one" });
    if (paginator.limit) others.push({ flag: "--page-size", key: "page-size", takes: "one", integer: true });
    others.push({ flag: "--max-items", key: "max-items", takes: "one", integer: true });
  }
  others.push({
    flag: "--generate-cli-skeleton",
    key: "generate-cli-skeleton",
    takes: "one or none",
    constant: "input",
    choices: ["input", "output", "yaml-input"],
  });
  const replaced = new Set(others.map((it) => it.flag)); // `--page-size` of ELB and `--max-items` of IAM are the CLI's own
  const made = { members: members.filter((it) => !replaced.has(it.flag)), others };
  known.set(operation, made);
  return made;
}
