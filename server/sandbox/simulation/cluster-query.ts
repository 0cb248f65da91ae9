import type { ContainerInstance } from "../world/ecs.ts";
import type { RegionState } from "../world/world.ts";
import { compilePattern, PatternProblem } from "./pattern.ts";

/*
 * The cluster query language (amazon-ecs-developer-guide, cluster-query-language): which container instances an expression means. Placement
 * constraints and the filter of ListContainerInstances speak it.
 */

/** AWS: characters of an expression (API_PlacementConstraint). */
const LENGTH_MAX = 2_000;

/** An expression that is none; the message says where it goes wrong. */
export class QueryProblem extends Error {}

/** Simplified: what every instance of the sandbox says it runs. */
export const AGENT_VERSION = "1.96.0";

/** Whether an instance is one that the expression means. */
export type Query = (state: RegionState, instance: ContainerInstance) => boolean;

/** Both spellings of each operator, by the shorter one. */
const OPERATORS: Record<string, string> = {
  equals: "==",
  not_equals: "!=",
  greater_than: ">",
  greater_than_equal: ">=",
  less_than: "<",
  less_than_equal: "<=",
  not_exists: "!exists",
  not_in: "!in",
  matches: "=~",
  not_matches: "!~",
};
const SYMBOL = /^(?:==|!=|>=|<=|=~|!~|>|<|(?:!exists|!in)(?![\w.:-]))/;
const ORDER = [">", ">=", "<", "<="];
const EQUALITY = ["==", "!="];
const LISTS = ["in", "!in", "=~", "!~"];

/** AWS: the operators of each subject; attributes and `task:group` take all. */
const OPERATORS_OF: Record<string, string[]> = {
  agentConnected: [...EQUALITY, ...LISTS],
  agentVersion: [...EQUALITY, ...ORDER],
  ec2InstanceId: [...EQUALITY, ...LISTS],
  registeredAt: [...EQUALITY, ...ORDER],
  runningTasksCount: [...EQUALITY, ...ORDER],
};

/** Reads an expression. */
export function parseQuery(text: string): Query {
  if (text.length > LENGTH_MAX) throw new QueryProblem(`it has more than ${LENGTH_MAX} characters`);
  let rest = text.trimStart();
  const take = (pattern: RegExp): string | undefined => {
    const found = pattern.exec(rest)?.[0];
    if (found !== undefined) rest = rest.slice(found.length).trimStart();
    return found;
  };

  const either = (): Query => {
    let left = both();
    while (take(/^(?:\|\||or(?![\w.:-]))/i)) {
      const [a, b] = [left, both()];
      left = (...it) => a(...it) || b(...it);
    }
    return left;
  };
  const both = (): Query => {
    let left = negated();
    while (take(/^(?:&&|and(?![\w.:-]))/i)) {
      const [a, b] = [left, negated()];
      left = (...it) => a(...it) && b(...it);
    }
    return left;
  };
  const negated = (): Query => {
    if (take(/^(?:!(?!exists|in\b)|not(?![\w.:-]))/i)) {
      const inner = negated();
      return (...it) => !inner(...it);
    }
    if (!take(/^\(/)) return comparison();
    const inner = either();
    if (!take(/^\)/)) throw new QueryProblem("a parenthesis is not closed");
    return inner;
  };
  const comparison = (): Query => {
    const subject = take(/^[\w.:/-]+/);
    if (subject === undefined) throw new QueryProblem(rest === "" ? "it ends too early" : `at "${rest.slice(0, 40)}"`);
    const valuesOf = subjectOf(subject);
    const word = take(
      /^(?:not_)?(?:equals|exists|in|matches|greater_than_equal|greater_than|less_than_equal|less_than)(?![\w.:-])/,
    );
    const operator = word === undefined ? take(SYMBOL) : (OPERATORS[word] ?? word);
    if (operator === undefined) throw new QueryProblem(`there is no operator after ${subject}`);
    const allowed = Object.hasOwn(OPERATORS_OF, subject) ? OPERATORS_OF[subject]! : undefined;
    if (allowed && !allowed.includes(operator)) throw new QueryProblem(`${subject} cannot be compared by ${operator}`);
    if (operator === "exists") return (...it) => valuesOf(...it).length > 0;
    if (operator === "!exists") return (...it) => valuesOf(...it).length === 0;
    const negative = operator.startsWith("!");
    const test = testOf(subject, operator.replace(/^!(?!=)/, "").replace("!=", "=="));
    return (...it) => valuesOf(...it).some(test) !== negative;
  };
  const testOf = (subject: string, operator: string): ((value: string) => boolean) => {
    if (operator === "in") {
      const values = list();
      return (value) => values.includes(value);
    }
    if (operator === "=~" || operator === "~") {
      try {
        return compilePattern(pattern());
      } catch (error) {
        if (error instanceof PatternProblem)
          throw new QueryProblem(`its regular expression is not understood: ${error.message}`);
        throw error;
      }
    }
    const wanted = argument();
    if (subject === "registeredAt" && Number.isNaN(instantOf(wanted))) throw new QueryProblem(`${wanted} is no date`);
    if (subject === "runningTasksCount" && !/^\d+$/.test(wanted)) throw new QueryProblem(`${wanted} is no number`);
    if (operator === "==") return (value) => compare(subject, value, wanted) === 0;
    const holds: Record<string, (order: number) => boolean> = {
      ">": (order) => order > 0,
      ">=": (order) => order >= 0,
      "<": (order) => order < 0,
      "<=": (order) => order <= 0,
    };
    return (value) => holds[operator]!(compare(subject, value, wanted));
  };
  const argument = (): string => {
    const found = take(/^(?:'[^']*'|"[^"]*"|[^\s()[\],'"]+)/);
    if (found === undefined) throw new QueryProblem("an argument is missing");
    return unquoted(found);
  };
  const list = (): string[] => {
    if (!take(/^\[/)) throw new QueryProblem("in needs a list in brackets");
    const values = [argument()];
    while (take(/^,/)) values.push(argument());
    if (!take(/^\]/)) throw new QueryProblem("a list is not closed");
    return values;
  };
  /** A regular expression may have brackets and parentheses of its own: it ends at a space, or at a parenthesis that it did not open. */
  const pattern = (): string => {
    if (/^['"]/.test(rest)) return argument();
    let [length, depth] = [0, 0];
    for (; length < rest.length && !/\s/.test(rest[length]!); length++) {
      if (rest[length] === "(") depth++;
      else if (rest[length] === ")" && depth-- === 0) break;
    }
    if (length === 0) throw new QueryProblem("an argument is missing");
    const found = rest.slice(0, length);
    rest = rest.slice(length).trimStart();
    return found;
  };

  const query = either();
  if (rest !== "") throw new QueryProblem(`at "${rest.slice(0, 40)}"`);
  return query;
}

const unquoted = (text: string): string => (/^['"]/.test(text) ? text.slice(1, -1) : text);

/** What an instance has under a subject: one value, none, or for `task:group` one for each task. */
function subjectOf(subject: string): (state: RegionState, instance: ContainerInstance) => string[] {
  switch (subject) {
    case "agentConnected":
      return (_, it) => [String(it.agentConnected)];
    case "agentVersion":
      return () => [AGENT_VERSION];
    case "ec2InstanceId":
      return (_, it) => [it.ec2InstanceId];
    case "registeredAt":
      return (_, it) => [new Date(it.registeredAt).toISOString()];
    case "runningTasksCount":
      return (state, it) => [
        String(
          Object.values(state.ecs.tasks).filter(
            (task) =>
              task.containerInstance === it.id && task.desiredStatus === "RUNNING" && task.lastStatus === "RUNNING",
          ).length,
        ),
      ];
    case "task:group":
      return (state, it) =>
        Object.values(state.ecs.tasks)
          .filter((task) => task.containerInstance === it.id && task.desiredStatus === "RUNNING")
          .map((task) => task.group);
  }
  const name = /^attribute:(.+)$/.exec(subject)?.[1];
  if (name === undefined) throw new QueryProblem(`${subject} is no subject`);
  return (_, it) => {
    const value = attributeOf(it, name);
    return value === undefined ? [] : [value ?? ""];
  };
}

/** What Amazon ECS itself says of an instance (amazon-ecs-developer-guide, task-placement-constraints). */
export const platformAttributes = (instance: ContainerInstance): Record<string, string> => ({
  "ecs.availability-zone": instance.availabilityZone,
  "ecs.instance-type": instance.instanceType,
  "ecs.os-type": "linux",
  "ecs.cpu-architecture": "x86_64",
});

/** An attribute of an instance, one of Amazon ECS or a custom one; null where it has no value, undefined where it is not there. */
export function attributeOf(instance: ContainerInstance, name: string): string | null | undefined {
  const all: Record<string, string | null> = { ...instance.attributes, ...platformAttributes(instance) };
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

/** Below, at or above zero: versions by their parts, instants in time, numbers as numbers, everything else as text. */
function compare(subject: string, a: string, b: string): number {
  if (subject === "registeredAt") return Math.floor(instantOf(a) / 1_000) - Math.floor(instantOf(b) / 1_000);
  const [left, right] = [a.split("."), b.split(".")];
  if (![...left, ...right].every((it) => /^\d+$/.test(it))) return a < b ? -1 : a > b ? 1 : 0;
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = Number(left[i] ?? 0) - Number(right[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}

/** AWS: `2018-06-18T22:28:28+00:00`, `…Z`, without either, or the day alone. */
const instantOf = (text: string): number => Date.parse(/^\d{4}-\d\d-\d\dT[\d:]+$/.test(text) ? `${text}Z` : text);
