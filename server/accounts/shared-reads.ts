import type { Around } from "./aws-clients.ts";

/** Operations that change nothing, by how AWS names them. */
const READS = /^(Describe|List|Get)/;

/**
 * One question for all who ask the same: every tab and panel of a participant reads the same things, and AWS counts each request
 * (quotas: CloudWatch answers DescribeAlarms 9 times a second, ECS reads about 20 times). An answer serves `forMs` of wall time; a
 * change ends that, and so does what was asked before a change and is answered after it.
 */
export function sharingReads(forMs: number, wall: () => number): Around {
  const answers = new Map<string, { until: number; answer: Promise<object> }>();
  return async ({ service, operation, input }, send) => {
    if (!READS.test(operation)) {
      answers.clear();
      return send().finally(() => answers.clear());
    }
    const now = wall();
    for (const [key, { until }] of answers) if (until <= now) answers.delete(key);
    const key = `${service} ${operation} ${JSON.stringify(input)}`;
    const known = answers.get(key);
    if (known) return known.answer;
    const answer = send();
    const entry = { until: now + forMs, answer };
    answers.set(key, entry);
    // A refusal is nobody else's: whoever asks next asks anew.
    answer.catch(() => answers.get(key) === entry && answers.delete(key));
    return answer;
  };
}
