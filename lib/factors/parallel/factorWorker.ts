/** Computes the columns it is asked for, in a thread of its own. */
import { parentPort } from "node:worker_threads";
import { computeFactors } from "../computeFactors.ts";
import type { Answer, Question, Start, Task } from "./messages.ts";

let start: Start | undefined;

parentPort?.on("message", (question: Question) => {
  if (question.kind === "task") parentPort?.postMessage(answer(question));
  else start = question.kind === "start" ? question : undefined;
});

function answer({ ids, values }: Task): Answer {
  if (start === undefined) return { error: "a thread was asked for columns before it had bars" };
  try {
    let next = 0;
    computeFactors(start.bars, ids, { ...start.companions, allocate: () => values[next++]! });
    return {};
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
