import type { Account } from "../accounts/account.ts";
import type { CheckResult, CheckStatus, Expectation, Language } from "../contract/index.ts";
import { limits } from "../limits.ts";
import { logError } from "../log.ts";
import { type Say, sayIn } from "./messages/say.ts";
import { workshopService } from "./scenario.ts";
import type { Step } from "./step.ts";

/**
 * Asks the account what a step expects. Whatever keeps the check itself from an answer (time, rights, network, a fault of ours) is
 * an `error` and never a "not yet". `took_ms` is wall time, `evaluated_at` account time.
 */
export async function checkStep(
  step: Step & { kind: "check" },
  account: Account,
  { limitMs = limits.checkMs, language = "en" }: { limitMs?: number; language?: Language } = {},
): Promise<CheckResult> {
  const started = performance.now();
  const say = sayIn(language);
  let now: number | undefined;
  const checks = await within(limitMs, async () => {
    const at = await account.now();
    now = at;
    const { aws, region, load, calls } = account;
    const missing = new Set<string>();
    const expectations = await step.look({ aws, region, service: workshopService, now: at, load, calls });
    return expectations.map((expectation) => expectation.judge({ step: step.id, now: at, missing, say }));
  }).catch((error: unknown) => [faultOf(error, step.id, account, say)]);
  return {
    status: overall(checks),
    checks,
    took_ms: Math.round(performance.now() - started),
    evaluated_at: now ?? 0,
    rev: step.rev,
  };
}

/** An error outweighs everything, a miss outweighs a wait; what was not looked at counts as neither. */
function overall(checks: Expectation[]): CheckStatus {
  for (const status of ["error", "fail", "pending"] as const)
    if (checks.some((check) => check.status === status)) return status;
  return "pass";
}

class TimeIsUp extends Error {}

async function within<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const up = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeIsUp(`no answer within ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([work(), up]);
  } finally {
    clearTimeout(timer);
  }
}

type Fault = { key: string; what: string; next: string; matches: (error: Error) => boolean };

const named =
  (...names: string[]) =>
  (error: Error) =>
    names.includes(error.name);

/** Why a check has no answer. The names are those of AWS's common errors (each service's API reference, "Common Errors"). */
const faults: Fault[] = [
  {
    key: "timeout",
    what: "The account did not answer in time.",
    next: "Press Check once more in a moment.",
    matches: (error) => error instanceof TimeIsUp || error.name === "TimeoutError",
  },
  {
    key: "access-denied",
    what: "AWS does not let the check read what it has to look at.",
    next: "The permissions of the workshop's role in this account lack what AWS names; whoever connected the account can add it.",
    matches: named("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "FailedResourceAccessException"),
  },
  {
    key: "credentials",
    what: "AWS no longer takes the credentials with which the check asks.",
    next: "Connect the account again, then press Check.",
    matches: named(
      "ExpiredToken",
      "ExpiredTokenException",
      "InvalidClientTokenId",
      "UnrecognizedClientException",
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
      "CredentialsProviderError",
      "CredentialsGone",
    ),
  },
  {
    key: "throttled",
    what: "AWS was asked more often than it allows.",
    next: "Wait half a minute, then press Check once more.",
    matches: named("Throttling", "ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded"),
  },
  {
    key: "unreachable",
    what: "The account could not be reached.",
    next: "Look whether the connection to AWS works, then press Check once more.",
    matches: (error) =>
      /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|EPIPE)/.test(
        String((error as { code?: unknown }).code ?? ""),
      ),
  },
];

function faultOf(thrown: unknown, step: string, account: Account, say: Say): Expectation {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const fault = faults.find((it) => it.matches(error));
  // An error with a known cause is told; anything else may be ours, and is logged for whoever runs the server.
  if (!fault) logError(`check ${step}`, error);
  const fromAws = "$fault" in error;
  const { key, what, next } = fault ?? {
    key: fromAws ? "aws" : "broken",
    what: fromAws ? "AWS answered the check with an error." : "The check met a situation it was not made for.",
    next: "Press Check once more; if it stays so, tell whoever runs the workshop.",
  };
  const code = fromAws ? error.name : key;
  const message = fromAws ? error.message : what;
  const denied = account.denied?.(error);
  const why = [
    say(what),
    denied && say("{action} is not allowed for {principal}.", denied),
    denied && say("The statement to add to their policy: {statement}", denied),
    say("This says nothing about what you did."),
    fromAws && say("AWS says: {code}: {message}", { code, message }),
    say(next),
  ];
  return {
    id: "checker",
    title: say("The check can look at the account"),
    status: "error",
    expected: true,
    actual: false,
    where: account.region,
    since: null,
    why: why.filter(Boolean).join(" "),
    hintId: null,
    messageKey: `checker.${key}`,
    values: { step, code, message },
  };
}
