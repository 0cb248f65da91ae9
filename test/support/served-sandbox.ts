import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { catalog } from "../../server/sandbox/services/catalog.ts";
import { requestHandler } from "../../server/sandbox/wire/in-process.ts";
import { newcomerOf, sandbox } from "./sandbox.ts";

/**
 * A test's account at an address of its own, for programs of other languages. Seed and time are the test's, so two of them are the
 * same account twice. Whoever asks is the account's participant: signatures are tried against a real server.
 */
export async function servedSandbox() {
  const account = await sandbox();
  const { principal, userId } = newcomerOf(account.accountId).key;
  const handler = requestHandler({
    call: (it) => account.sandboxes.call(it),
    catalog,
    identity: { accountId: account.accountId, principal, userId },
    onBug: (bug) => console.error(bug),
  });
  const server = createServer(async (request, response) => {
    const { response: answer } = await handler.handle({
      method: request.method!,
      path: request.url!,
      headers: request.headers as Record<string, string>,
      body: await buffer(request),
      hostname: "127.0.0.1",
    });
    response.writeHead(answer.statusCode, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    ...account,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await account.close();
    },
  };
}
