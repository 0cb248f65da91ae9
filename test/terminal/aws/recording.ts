import { readFileSync } from "node:fs";
import path from "node:path";
import type { CallAnswer, Host } from "../../../server/terminal/host.ts";
import type { Ran } from "./command.ts";

/**
 * What the AWS CLI 2.9.19 printed for the lines of `lines.ts`, and what AWS had answered, so that both can be held against our
 * command without Python and without an account. Long outputs and lines that differ on purpose are left out.
 */
export type Recording = {
  /** Each answer once: many lines ask for the same. */
  answers: unknown[];
  groups: Record<string, RecordedLine[]>;
};
export type RecordedLine = { line: string; ran?: Ran; calls?: RecordedCall[] };
type RecordedCall = { call: string; input: unknown; answer: number };

export const RECORDING = path.join(import.meta.dirname, "../recorded/aws-2.9.19.json");
export const readRecording = (): Recording => JSON.parse(readFileSync(RECORDING, "utf8"));

type Heard = { call: string; input: unknown; answer: CallAnswer };

/** A host that remembers what it was asked since the last look. */
export function listening(host: Host): { host: Host; heard(): Heard[] } {
  let heard: Heard[] = [];
  return {
    host: {
      ...host,
      async call(service, operation, input, options) {
        const answer = await host.call(service, operation, input, options);
        heard.push({ call: nameOf(service, operation, options?.region), input: plain(input), answer });
        return answer;
      },
    },
    heard() {
      const before = heard;
      heard = [];
      return before;
    },
  };
}

/** Collects answers, each once. */
export function answersOf(recording: Recording): (heard: Heard[]) => RecordedCall[] {
  const places = new Map<string, number>();
  return (heard) =>
    heard.map(({ call, input, answer }) => {
      const text = JSON.stringify(plain(answer));
      if (!places.has(text)) places.set(text, recording.answers.push(JSON.parse(text)) - 1);
      return { call, input, answer: places.get(text)! };
    });
}

/** A host that answers as was recorded, and remembers what it was asked. */
export function replaying(recording: Recording) {
  let left: RecordedCall[] = [];
  let asked: { call: string; input: unknown }[] = [];
  const host: Host = {
    accountId: "123456789012",
    region: "us-east-1",
    async call(service, operation, input, options) {
      asked.push({ call: nameOf(service, operation, options?.region), input: plain(input) });
      const next = left.shift();
      if (!next) throw new Error(`Nothing was recorded for ${service} ${operation}.`);
      return revived(recording.answers[next.answer]) as CallAnswer;
    },
    now: async () => 0,
    sleep: async () => {},
  };
  return {
    host,
    /** What the next line will be answered. */
    expects(calls: RecordedCall[]) {
      left = [...calls];
      asked = [];
    },
    asked: () => asked,
  };
}

const nameOf = (service: string, operation: string, region = "us-east-1") => `${region} ${service} ${operation}`;

/** JSON in which a moment is `{ "@": "2026-…" }`; what the SDK adds of its own is left out. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return { "@": value.toISOString() };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name, it]) => name !== "$metadata" && it !== undefined);
  return Object.fromEntries(members.map(([name, it]) => [name, plain(it)]));
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== "object" || value === null) return value;
  if ("@" in value) return new Date(value["@"] as string);
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, revived(it)]));
}
