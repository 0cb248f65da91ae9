/*
 * A process to be killed: changes an account without a pause and prints each change once it is acknowledged.
 * Arguments: the data folder and the number of the first change.
 */
import { Sandboxes } from "../../server/sandbox/sandboxes.ts";
import { openDatabase } from "../../server/storage/database.ts";
import { CLUSTER, newcomerOf, SERVICE } from "./names.ts";

const [dataDir, first] = process.argv.slice(2);
const accountId = "123456789012";
const { principal, userId } = newcomerOf(accountId).key;

const database = await openDatabase({ dataDir: dataDir! });
const sandboxes = new Sandboxes({ store: database.worlds, notify: () => {}, wall: database.wall });
if (!(await database.accounts.get(accountId)))
  await sandboxes.create({ accountId, seed: 7, state: "workshop", newcomer: newcomerOf(accountId) });

for (let change = Number(first); ; change++) {
  await sandboxes.call({
    accountId,
    region: "us-east-1",
    service: "ecs",
    operation: "TagResource",
    input: {
      resourceArn: `arn:aws:ecs:us-east-1:${accountId}:service/${CLUSTER}/${SERVICE}`,
      tags: [{ key: "change", value: String(change) }],
    },
    principal,
    userId,
    requestId: `request-${change}`,
  });
  await new Promise((resolve) => process.stdout.write(`${change}\n`, resolve));
}
