import { NAMED_GLOBAL_OPTIONS } from "./globals.ts";
import { outputLines, syntaxOf, typeName } from "./help-syntax.ts";
import { type CommandModel, type Operation, operationsOf, type ServiceModel } from "./model.ts";
import { optionsOf } from "./options.ts";
import type { OptionSyntax } from "./parser.ts";
import { waitersOf } from "./waiters.ts";

/* Pages of `help`, made from the model. What an option means stands in AWS's own reference, whose address each page gives. */

const REFERENCE = "https://docs.aws.amazon.com/cli/latest/reference";
const INDENT = "    ";

const SERVICES: Record<string, string> = {
  "application-autoscaling": "Application Auto Scaling",
  cloudwatch: "Amazon CloudWatch",
  ecs: "Amazon Elastic Container Service",
  elbv2: "Elastic Load Balancing",
  iam: "AWS Identity and Access Management",
  sts: "AWS Security Token Service",
};

export function helpOfAws(model: CommandModel, columns: number): string {
  const services = Object.keys(model).map((it) => `${it.padEnd(26)}${SERVICES[it] ?? ""}`.trimEnd());
  return page(columns, {
    NAME: ["aws - the AWS Command Line Interface of this shell"],
    SYNOPSIS: [
      "aws [options] <command> <subcommand> [parameters]",
      "",
      "aws <command> help",
      "aws <command> <subcommand> help",
    ],
    DESCRIPTION: [
      "Commands go to your account of this workshop with its own keys. Syntax and output are those of version 2 of the AWS CLI.",
    ],
    SERVICES: services,
    "OTHER COMMANDS": [`${"configure".padEnd(26)}Region, output format and profiles of this shell`],
    "GLOBAL OPTIONS": NAMED_GLOBAL_OPTIONS.map(usageOf),
    "SEE ALSO": [`${REFERENCE}/index.html`],
  });
}

export function helpOfService(name: string, service: ServiceModel, columns: number): string {
  const waiters = waitersOf(service).size > 0 ? ["wait"] : [];
  return page(columns, {
    NAME: [`${name} - ${SERVICES[name] ?? name}`],
    SYNOPSIS: [`aws ${name} <command> [parameters]`],
    "AVAILABLE COMMANDS": [...operationsOf(service).keys(), ...waiters, "help"],
    "SEE ALSO": [`${REFERENCE}/${name}/index.html`],
  });
}

export function helpOfWait(name: string, service: ServiceModel, columns: number): string {
  return page(columns, {
    NAME: ["wait - waits until something is as it should be"],
    DESCRIPTION: [
      "Asks again and again, in account time, until the condition is met. Ends with 255 where it cannot be met or takes too long.",
    ],
    "AVAILABLE COMMANDS": [...waitersOf(service)].map(
      ([waiter, { operation, delay, attempts }]) =>
        `${waiter.padEnd(34)}${operation} every ${delay} seconds, at most ${attempts} times`,
    ),
    "SEE ALSO": [`${REFERENCE}/${name}/wait/index.html`],
  });
}

export function helpOfConfigure(columns: number): string {
  return page(columns, {
    NAME: ["configure - settings of this shell"],
    SYNOPSIS: [
      "aws configure list",
      "aws configure get <name>",
      "aws configure set <name> <value>",
      "aws configure list-profiles",
    ],
    DESCRIPTION: [
      "Settings are kept in ~/.aws/config. region and output are used; keys are no setting, since this shell signs with the account's own.",
    ],
    "SEE ALSO": [`${REFERENCE}/configure/index.html`],
  });
}

/** `command` is how the page is called: `describe-services`, `wait services-stable`. */
export function helpOfOperation(name: string, command: string, operation: Operation, columns: number): string {
  const { service } = operation;
  const { output } = service.operations[operation.name]!;
  const { members, others } = optionsOf(operation);
  const shown = members.filter((it) => !it.hidden);
  const flags = shown.filter((it, i) => shown.findIndex(({ key }) => key === it.key) === i);
  return page(columns, {
    NAME: [`${command} - calls ${operation.name} of ${SERVICES[name] ?? name}`],
    SYNOPSIS: [
      `aws ${name} ${command}`,
      ...flags.map((it) => (it.required ? usageOf(it) : `[${usageOf(it)}]`)).map((it) => INDENT + it),
      ...others.map((it) => `${INDENT}[${usageOf(it)}]`),
      `${INDENT}[global options]`,
    ],
    OPTIONS: flags.flatMap((it) => [
      `${shown
        .filter(({ key }) => key === it.key)
        .map(({ flag }) => flag)
        .join(" | ")} (${typeName(it.type)})${it.required ? " [required]" : ""}`,
      ...syntaxOf(service, it.type).map((line) => INDENT + line),
      "",
    ]),
    OUTPUT: command.startsWith("wait ") || !output ? ["None"] : outputLines(service, { structure: output }, 0),
    "SEE ALSO": [`${REFERENCE}/${name}/${command.replace(" ", "/")}.html`],
  });
}

function usageOf({ flag, takes, choices }: OptionSyntax & { key: string }): string {
  if (takes === "none") return flag;
  if (takes === "one or none") return `${flag} [${choices?.join("|") ?? "<value>"}]`;
  return `${flag} ${choices ? `<${choices.join("|")}>` : "<value>"}${takes === "any" ? " ..." : ""}`;
}

/** Lines longer than the screen go on below, two characters further in. */
function page(columns: number, parts: Record<string, string[]>): string {
  const line = (text: string) =>
    text === ""
      ? "\n"
      : wrapped(INDENT + text, Math.max(columns, 40))
          .map((it) => `${it}\n`)
          .join("");
  return Object.entries(parts)
    .map(([title, lines]) => `${title}\n${lines.map(line).join("")}`)
    .join("\n");
}

function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  const indent = /^ */.exec(text)![0];
  let line = text;
  while (line.length > columns) {
    const at = line.lastIndexOf(" ", columns);
    if (at <= indent.length + 2) break; // one long word
    lines.push(line.slice(0, at));
    line = `${indent}  ${line.slice(at + 1)}`;
  }
  return [...lines, line];
}
