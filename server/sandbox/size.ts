import { limits } from "../limits.ts";
import type { Input } from "./inputs.ts";
import { AwsError } from "./services/aws-error.ts";
import type { World } from "./world/world.ts";

/** Calls that make an account smaller are taken from a full one too. */
const MAKES_ROOM = /^(Delete|Deregister|Stop|Untag)/;

/** The account holds as much as it may. The code is the one AWS has for its own quotas, the sentence ours. */
class AccountIsFull extends AwsError {
  override readonly name = "LimitExceededException";

  constructor() {
    super(
      `This sandbox account is full: it holds ${limits.worldBytes / 1024 ** 2} MiB. Delete what is not needed, or start over.`,
    );
  }
}

/**
 * How large an account's world is as JSON, so that no participant takes the memory of the others. Measuring takes milliseconds, so
 * between two measurements the calls since are counted, and a world that seems full is measured again at most every few seconds.
 */
export class Size {
  #bytes = 0;
  #measuredAt = Number.NEGATIVE_INFINITY;

  measured(bytes: number): void {
    this.#bytes = bytes;
  }

  /** An input of so many bytes was applied: what it brought, and its line in the record of calls. */
  grew(bytes: number): void {
    this.#bytes += bytes + Math.min(bytes, limits.recordedCallBytes);
  }

  /** Why the world cannot take the call; undefined where it can. `wall` in epoch milliseconds. */
  refusal(world: World, input: Input, bytes: number, wall: number): AwsError | undefined {
    if (input.kind !== "call" || MAKES_ROOM.test(input.operation) || this.#hasRoomFor(bytes)) return undefined;
    if (wall - this.#measuredAt >= limits.worldMeasuredEveryMs) {
      this.#measuredAt = wall;
      this.measured(JSON.stringify(world).length);
    }
    return this.#hasRoomFor(bytes) ? undefined : new AccountIsFull();
  }

  #hasRoomFor(bytes: number): boolean {
    return this.#bytes + bytes <= limits.worldBytes;
  }
}
