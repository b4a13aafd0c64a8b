import os from "node:os";
import { TreeError } from "./error.ts";

/** How many threads trees use unless they are told: MARKETBOOK_THREADS, else one for each core. */
export function defaultThreads(): number {
  const wanted = process.env["MARKETBOOK_THREADS"];
  if (!wanted) return os.availableParallelism();
  const threads = Number(wanted);
  if (!Number.isInteger(threads) || threads < 1) throw new TreeError(`MARKETBOOK_THREADS must be a whole number ≥ 1, got "${wanted}"`);
  return threads;
}
