/** Computes the columns it is asked for, in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { computeFactors } from "../computeFactors.ts";
import type { Answer, Start, Task } from "./messages.ts";

const { bars, companions }: Start = workerData;

parentPort?.on("message", ({ ids, values }: Task) => {
  parentPort?.postMessage(answer(ids, values));
});

function answer(ids: readonly string[], values: readonly Float64Array[]): Answer {
  try {
    let next = 0;
    computeFactors(bars, ids, { ...companions, allocate: () => values[next++]! });
    return {};
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
