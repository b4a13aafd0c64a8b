/** Our side in a process of its own: factors of the bars that the first question names. */
import { computeFactors, computeFactorsInParallel, factorPieces } from "../../../lib/factors/index.ts";
import { peakMemory } from "../peakMemory.ts";
import { secondsOf, secondsOfAwaited, serve } from "../peers/conversation.ts";
import { digestOf } from "./digest.ts";
import { equalColumns, warmStream, type WarmStream } from "./oursStream.ts";
import type { Question } from "./protocol.ts";
import { readSeries } from "../series.ts";

let answerOf: ((question: Question) => object | Promise<object>) | undefined;

serve((line) => {
  const question: Question = JSON.parse(line);
  if (question.ask === "open") {
    answerOf = answersFor(question);
    return { versions: `Node ${process.versions.node}` };
  }
  if (answerOf === undefined) throw new Error("it was not opened");
  return answerOf(question);
});

function answersFor({ folder, pairs, rows }: Extract<Question, { ask: "open" }>): (question: Question) => object | Promise<object> {
  const bars = readSeries(folder, rows);
  const ids = pairs.map(({ id }) => id);
  let opened: WarmStream | undefined;
  const stream = () => (opened ??= warmStream(bars, ids));
  return (question) => {
    switch (question.ask) {
      case "digest": {
        const { values } = computeFactors(bars, ids);
        return { columns: ids.map((id) => digestOf(values[id]!, question.from, question.to)) };
      }
      case "compute": return secondsOf(question.count, () => computeFactors(bars, ids));
      case "computeInPieces": return secondsOf(question.count, () => {
        for (const piece of factorPieces(bars, ids)) if (piece.names.length !== ids.length) throw new Error("a piece lacks columns");
      });
      case "computeInParallel": return secondsOfAwaited(question.count, () => computeFactorsInParallel(bars, ids, { workers: question.workers }));
      case "parallelDifference": return parallelDifference(question.workers);
      case "append": {
        const { append } = stream();
        return secondsOf(question.count, append);
      }
      case "streamDifference": return { difference: stream().difference };
      case "memory": return { bytes: peakMemory() };
      default: throw new Error(`it was asked for "${question.ask}"`);
    }
  };

  async function parallelDifference(workers: number): Promise<object> {
    const parallel = await computeFactorsInParallel(bars, ids, { workers });
    const { values } = computeFactors(bars, ids);
    return { difference: ids.find((id) => !equalColumns(parallel.values[id]!, values[id]!)) ?? null };
  }
}
