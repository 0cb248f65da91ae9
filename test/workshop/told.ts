import type { CheckResult, CheckValue, Expectation } from "../../server/contract/index.ts";

const HEAD = {
  pass: "Done",
  fail: "Not yet",
  pending: "On its way",
  error: "The check could not look",
  skipped: "Skipped",
};

/** A check's result in the order and words in which the page shows it (site/islands/step-check/Findings.tsx). */
export function told({ status, checks }: CheckResult): string {
  const of = (wanted: Expectation["status"]) => checks.filter((it) => it.status === wanted);
  const first = of("error")[0] ?? of("fail")[0] ?? of("pending")[0];
  const others = checks.filter((it) => it !== first && it.status !== "pass" && it.status !== "skipped");
  const met = of("pass").map(
    (it) => `  ${it.title}${it.actual === null || typeof it.actual === "boolean" ? "" : `: ${shown(it.actual)}`}`,
  );
  return [
    HEAD[status],
    ...(first ? finding(first) : []),
    ...others.flatMap((it) => ["", ...finding(it)]),
    ...(met.length > 0 ? ["", first ? `Already right: ${met.length}` : "What was verified", ...met] : []),
  ].join("\n");
}

const finding = (it: Expectation): string[] => [
  `  ${it.title}`,
  `  Expected  ${shown(it.expected)}`,
  `  Found     ${shown(it.actual)}`,
  `  ${it.where}`,
  `  ${it.why}`,
  `  Message ${it.messageKey}${it.hintId ? `, hint ${it.hintId}` : ""}`,
];

const shown = (value: CheckValue) =>
  value === null ? "nothing" : value === true ? "yes" : value === false ? "no" : String(value);
