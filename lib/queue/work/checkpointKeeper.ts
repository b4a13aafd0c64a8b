import { copyFileSync, linkSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

/** What a job asks when it wants its checkpoint kept: the folder with a still copy of it. */
export const keepQuestion = z.object({ keep: z.string() });

/** At most this share of the time goes into keeping. */
const SHARE = 0.1;

/**
 * Keeps checkpoints without holding the work up: a still copy (links, no bytes) is made at once and sent while the work goes on.
 * Calls that come while one is sent are one more, so that slow lines keep fewer checkpoints.
 */
export function checkpointKeeper(folder: string, ask: (question: unknown) => Promise<unknown>): { keep(): Promise<void>; settled(): Promise<void> } {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let rest: Promise<unknown> = Promise.resolve();
  let count = 0;
  let isOver = false;
  const send = async (): Promise<void> => {
    const begun = performance.now();
    const still = `${folder}.kept-${++count}`;
    stillCopy(folder, still);
    await ask({ keep: still });
    rmSync(still, { recursive: true, force: true });
    const took = performance.now() - begun;
    rest = sleep((took * (1 - SHARE)) / SHARE, undefined, { ref: false });
  };
  const begin = (): Promise<void> => {
    const sent = send().finally(() => (current = undefined));
    current = sent;
    return sent;
  };
  const after = async (before: Promise<void>): Promise<void> => {
    await before;
    await rest;
    next = undefined;
    if (!isOver) await begin();
  };
  return {
    keep: () => {
      const kept = next ?? (current ? (next = after(current)) : undefined) ?? begin();
      kept.catch(() => {}); // who does not wait hears of it from the work that follows, or not at all: the checkpoint before is still there
      return kept;
    },
    settled: async () => {
      isOver = true; // what is still to be sent is of no use once the work has ended
      await current?.catch(() => {});
    },
  };
}

/** The files of a folder in another one, by links where the disk has them. */
export function stillCopy(folder: string, still: string): void {
  rmSync(still, { recursive: true, force: true });
  mkdirSync(still, { recursive: true });
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith(".lock") || entry.name.includes(".draft-")) continue;
    const [from, to] = [path.join(folder, entry.name), path.join(still, entry.name)];
    try {
      linkSync(from, to);
    } catch {
      copyFileSync(from, to);
    }
  }
}
