import { secondsOf, serve } from "../../peers/conversation.ts";
import type { Bars } from "../../../../lib/market/bars.ts";
import { digestOf } from "../digest.ts";
import type { Call, Pair } from "../pairs/pair.ts";
import type { Question } from "../protocol.ts";
import { readSeries } from "../../series.ts";

/** The results of a call by the name of each; a single result has the name "". The last result belongs to the last bar. */
export type Results = Readonly<Record<string, ArrayLike<number>>>;

export type NodePeer = {
  readonly versions: string;
  /** Readies the bars in the form the peer takes, which is not timed. */
  prepare(bars: Bars, calls: readonly Call[]): {
    /** Computes every call. */
    compute(): readonly unknown[];
    /** The columns of the outcome of a call. */
    results(outcome: unknown): Results;
    /** Feeds the next bar to every call. */
    append?(): void;
  };
};

/** A peer on npm in a process of its own. */
export function servePeer({ prepare, versions }: NodePeer): void {
  let pairs: readonly Pair[] = [];
  let calls: readonly Call[] = [];
  let rows = 0;
  let prepared: ReturnType<NodePeer["prepare"]> | undefined;
  serve((line) => {
    const question: Question = JSON.parse(line);
    if (question.ask === "open") {
      pairs = question.pairs;
      calls = [...new Map(pairs.map(({ call }) => [JSON.stringify(call), call])).values()];
      rows = question.rows;
      prepared = prepare(readSeries(question.folder, rows), calls);
      return { versions };
    }
    if (prepared === undefined) throw new Error("it was not opened");
    const { append, compute, results } = prepared;
    if (question.ask === "compute") return secondsOf(question.count, compute);
    if (question.ask === "append" && append !== undefined) return secondsOf(question.count, append);
    if (question.ask === "digest") return { columns: digests(compute().map(results), question) };
    throw new Error(`it was asked for "${question.ask}"`);
  });

  function digests(results: readonly Results[], { from, to }: { from: number; to: number }): object[] {
    const places = new Map(calls.map((call, place) => [JSON.stringify(call), place]));
    return pairs.map(({ call, id, output = "" }) => {
      const column = results[places.get(JSON.stringify(call))!]![output];
      if (column === undefined) throw new Error(`${id}: ${call.name} has no result "${output}"`);
      return digestOf(alignedAtEnd(column, rows), from, to);
    });
  }
}

/** A column that begins behind its warm-up, with NaN in front. */
function alignedAtEnd(column: ArrayLike<number>, rows: number): Float64Array {
  const whole = new Float64Array(rows).fill(Number.NaN);
  whole.set(column, rows - column.length);
  return whole;
}
