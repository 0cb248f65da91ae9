/// <reference lib="webworker" />
import { type Run, runOf } from "./run.ts";
import type { Load, Settings } from "./settings.ts";

/** Runs are computed beside the page: one of a whole day takes longer than a frame. */

export type Asked = { key: string; settings: Settings; load: Load };
export type Answered = { key: string; run: Run };

self.onmessage = ({ data: { key, settings, load } }: MessageEvent<Asked>) => {
  const answer: Answered = { key, run: runOf(settings, load) };
  self.postMessage(answer);
};
