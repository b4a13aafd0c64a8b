import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { poolStatus, startPool, stopPool } from "../../../lib/runs/kernels/pool.ts";

const LOOK_MS = 20;

/** A pool of its own for a benchmark, beside the one that the user may have. `ready` waits until all its kernels stand by, so that starting them does not weigh on what is timed next. */
export type BenchPool = { readonly folder: string; readonly variables: Readonly<Record<string, string>>; ready(): Promise<void>; close(): Promise<void> };

export async function openBenchPool(size: number): Promise<BenchPool> {
  const folder = mkdtempSync(path.join(tmpdir(), "marketbook-runner-"));
  const before = process.env.MARKETBOOK_KERNELS;
  const place = path.join(folder, "pool");
  process.env.MARKETBOOK_KERNELS = place;
  const ready = async (): Promise<void> => {
    for (;;) {
      const { kernels, size: wanted } = await startPool({ size });
      if (kernels.filter(({ state }) => state === "ready").length === wanted) return;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  const close = async (): Promise<void> => {
    await stopPool({ now: true });
    while (await poolStatus()) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (before === undefined) delete process.env.MARKETBOOK_KERNELS;
    else process.env.MARKETBOOK_KERNELS = before;
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, variables: { MARKETBOOK_KERNELS: place }, ready, close };
}
