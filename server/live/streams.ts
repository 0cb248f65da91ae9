import { limits } from "../limits.ts";

type Stream = { end(): unknown };

/** The open streams of this process: how many each participant holds, and all of them when the server stops. */
export class Streams {
  readonly #open = new Map<string, Set<Stream>>();

  /** False where the participant holds as many as one may. */
  open(participantId: string, stream: Stream): boolean {
    const streams = this.#open.get(participantId) ?? new Set();
    if (streams.size >= limits.liveStreams) return false;
    this.#open.set(participantId, streams.add(stream));
    return true;
  }

  closed(participantId: string, stream: Stream): void {
    const streams = this.#open.get(participantId);
    streams?.delete(stream);
    if (streams?.size === 0) this.#open.delete(participantId);
  }

  /** Ends a participant's streams: their browsers come back and read what is true then. */
  endOf(participantId: string): void {
    for (const stream of this.#open.get(participantId) ?? []) stream.end();
  }

  /** Ends every stream; browsers come back by themselves. */
  close(): void {
    for (const streams of this.#open.values()) for (const stream of streams) stream.end();
  }
}
