import type { Account } from "../../server/accounts/account.ts";

/** What AWS answers to one operation: a value, or a function of the input. A thrown error is AWS's refusal. */
export type Answers = Record<string, unknown | ((input: Record<string, unknown>) => unknown)>;

const noon = Date.UTC(2026, 10, 23, 12);

/** An account that gives prepared answers, for states that are hard to bring about. Operations without an answer give an empty one. */
export function preparedAccount(answers: Answers, members: Partial<Account> = {}): Account & { asked: string[] } {
  const asked: string[] = [];
  const client = {
    async send(command: { constructor: { name: string }; input: Record<string, unknown> }) {
      const operation = command.constructor.name.replace(/Command$/, "");
      asked.push(operation);
      const answer = answers[operation];
      return (typeof answer === "function" ? answer(command.input) : answer) ?? {};
    },
  };
  const clients = {
    ecs: client,
    scaling: client,
    cloudwatch: client,
    elb: client,
    sts: client,
  } as unknown as Account["aws"];
  return {
    id: "111122223333",
    accountId: "111122223333",
    region: "us-east-1",
    aws: clients,
    awsIn: () => clients,
    now: async () => noon,
    asked,
    ...members,
  };
}

/** An exception as the SDK's clients throw it. */
export const refusal = (name: string, message: string) =>
  Object.assign(new Error(message), { name, $fault: "client", $metadata: { httpStatusCode: 400 } });
