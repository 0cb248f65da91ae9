import { readFileSync } from "node:fs";
import path from "node:path";
import type { ServiceId } from "../../server/sandbox/services/operation.ts";

/* The page that tells what the sandbox has, `server/sandbox/README.md`, as the tests read it. */

export const root = path.join(import.meta.dirname, "../..");
export const page = readFileSync(path.join(root, "server/sandbox/README.md"), "utf8");

const titles: Record<ServiceId, string> = {
  ecs: "Amazon ECS",
  "application-autoscaling": "Application Auto Scaling",
  cloudwatch: "Amazon CloudWatch",
  elasticloadbalancing: "Elastic Load Balancing",
  iam: "AWS IAM",
  sts: "AWS STS",
};
export const services = Object.keys(titles) as ServiceId[];

/** What stands in backticks. */
export const quoted = (text: string | undefined): string[] =>
  [...(text ?? "").matchAll(/`([^`]+)`/g)].map(([, it]) => it!);

/** An operation that is there in part: the sentence about it, and the members that it names. */
export type InPart = { sentence: string; members: string[] };

/** One service's part of the page. */
export function sectionOf(service: ServiceId) {
  const [, counts, text] = new RegExp(`^### ${titles[service]}: (.*)$([\\s\\S]*?)(?=^##)`, "m").exec(page) ?? [];
  const rows = [...(text ?? "").matchAll(/^\| `(\w+)` \| (.+) \|$/gm)];
  return {
    counts,
    whole: quoted(/^Whole: (.*)\.$/m.exec(text ?? "")?.[1]),
    absent: quoted(/^Absent: (.*)\.$/m.exec(text ?? "")?.[1]),
    inPart: new Map(
      rows.map(([, operation, sentence]): [string, InPart] => [
        operation!,
        { sentence: sentence!, members: quoted(sentence) },
      ]),
    ),
  };
}
