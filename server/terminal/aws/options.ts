import { kindOf, type Operation, type TypeModel } from "./model.ts";
import { kebab } from "./names.ts";
import type { OptionSyntax } from "./parser.ts";
import { DATUM_OPTIONS } from "./put-metric-data.ts";

/** An option of an operation that sets a member of its input. */
export type MemberOption = OptionSyntax & { member: string; type: TypeModel; required: boolean; hidden?: boolean };

export type OperationOptions = {
  members: MemberOption[];
  others: OptionSyntax[];
  /** Both, in the CLI's order. */
  all: OptionSyntax[];
};

/** Negative forms that are not `--no-…`. */
const NEGATIVES: Record<string, string> = {
  "--no-enable-execute-command": "--disable-execute-command",
  "--no-interactive": "--non-interactive",
};

const known = new WeakMap<Operation, OperationOptions>();

/** Every option of an operation, made once. Those that the CLI's own paging replaces are hidden, but work. */
export function optionsOf(operation: Operation): OperationOptions {
  const before = known.get(operation);
  if (before) return before;
  const others = otherOptions(operation);
  // `--page-size` of ELB and `--max-items` of IAM are the CLI's own, in the member's place.
  const own = new Map(others.map((it) => [it.flag, it]));
  const members = Object.entries(operation.input.members).flatMap(([member, type]) =>
    memberOptions(operation, member, type),
  );
  const inPlace = members.map((it) => own.get(it.flag) ?? it);
  const made = {
    members: members.filter((it) => !own.has(it.flag)),
    others,
    all: [...inPlace, ...others.filter((it) => !inPlace.includes(it))],
  };
  known.set(operation, made);
  return made;
}

function memberOptions({ input, paginator }: Operation, member: string, type: TypeModel): MemberOption[] {
  const flag = `--${kebab(member)}`;
  // MetricData can also come from options of its own.
  const required = input.required.includes(member) && member !== "MetricData";
  const key = `member ${member}`;
  if (type === "boolean") {
    const negative = `--no-${flag.slice(2)}`;
    return [
      { flag, key, takes: "none", constant: true, member, type, required },
      { flag: NEGATIVES[negative] ?? negative, key, takes: "none", constant: false, member, type, required },
    ];
  }
  const hidden = paginator !== undefined && (member === paginator.inputToken || member === paginator.limit);
  return [{ flag, key, takes: kindOf(type) === "list" ? "any" : "one", member, type, required, hidden }];
}

function otherOptions({ name, paginator }: Operation): OptionSyntax[] {
  const options: OptionSyntax[] = [
    ...(name === "PutMetricData" ? DATUM_OPTIONS : []),
    { flag: "--cli-input-json", key: "cli-input-json", takes: "one" },
    { flag: "--cli-input-yaml", key: "cli-input-yaml", takes: "one" },
  ];
  if (paginator) {
    options.push({ flag: "--starting-token", key: "starting-token", takes: "one" });
    if (paginator.limit) options.push({ flag: "--page-size", key: "page-size", takes: "one", integer: true });
    options.push({ flag: "--max-items", key: "max-items", takes: "one", integer: true });
  }
  options.push({
    flag: "--generate-cli-skeleton",
    key: "generate-cli-skeleton",
    takes: "one or none",
    constant: "input",
    choices: ["input", "output", "yaml-input"],
  });
  return options;
}
