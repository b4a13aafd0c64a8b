import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import type { Bars } from "../../../lib/market/index.ts";
import { peakMemory } from "../peakMemory.ts";
import { secondsOfAwaited, serve } from "../peers/conversation.ts";
import { readSeries } from "../series.ts";
import { barsOfSymbol, nextBar, stretches, symbolOf } from "./amount.ts";
import type { Amount, Question } from "./protocol.ts";

/** A store that is timed. Ranges are closes from the first up to and with the last. */
export type TimedStore = {
  insert(bars: Bars): Promise<unknown>;
  range(symbol: string, first: number, last: number): Promise<readonly Float64Array[]>;
  closes(symbol: string): Promise<Float64Array>;
  everything(symbol: string): Promise<readonly Float64Array[]>;
  close(): Promise<void>;
};

/** Answers a benchmark's questions with stores that `create` makes in an empty folder. */
export function serveStore(name: string, versions: string, create: (folder: string) => Promise<TimedStore>): void {
  let side: ReturnType<typeof answersFor> | undefined;
  serve((line) => {
    const question: Question = JSON.parse(line);
    if (question.ask === "open") {
      side = answersFor(readSeries(question.folder, question.amount.rows), question.amount, path.join(question.folder, name), create);
      return { versions };
    }
    if (side === undefined) throw new Error("it was not opened");
    return side(question);
  });
}

function answersFor(base: Bars, amount: Amount, place: string, create: (folder: string) => Promise<TimedStore>): (question: Exclude<Question, { ask: "open" }>) => Promise<object> {
  let store: TimedStore | undefined;
  let added = 0;
  const opened = (): TimedStore => {
    if (store === undefined) throw new Error("nothing was inserted");
    return store;
  };
  const spans = (reads: number, rows: number): readonly (readonly [string, number, number])[] =>
    stretches(amount, reads, rows).map(({ from, symbol }) => [symbolOf(symbol), base.closeTime[from]!, base.closeTime[from + rows - 1]!]);

  async function insertOnce(piece: number): Promise<number> {
    await store?.close();
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place);
    const begin = performance.now();
    store = await create(place);
    for (let k = 0; k < amount.symbols; k++) for (let row = 0; row < amount.rows; row += piece) await store.insert(barsOfSymbol(base, k, row, Math.min(amount.rows, row + piece)));
    return (performance.now() - begin) / 1000;
  }

  return async (question) => {
    switch (question.ask) {
      case "insert": {
        let seconds = 0;
        for (let k = 0; k < question.count; k++) seconds += await insertOnce(question.piece);
        return { seconds };
      }
      case "ranges": {
        const wanted = spans(question.reads, question.rows);
        return secondsOfAwaited(question.count, async () => { for (const span of wanted) await opened().range(...span); });
      }
      case "closes": return secondsOfAwaited(question.count, () => opened().closes(symbolOf(0)));
      case "single": return secondsOfAwaited(question.count, () => opened().insert(nextBar(base, added++)));
      case "everything": return secondsOfAwaited(question.count, async () => { for (let k = 0; k < amount.symbols; k++) await opened().everything(symbolOf(k)); });
      case "digest": {
        let [rows, times, values] = [0, 0, 0];
        const sumOf = (column: Float64Array): number => column.reduce((total, value) => total + value, 0);
        for (const span of spans(question.reads, question.rows)) {
          const [closeTime, ...others] = await opened().range(...span);
          rows += closeTime!.length;
          times += sumOf(closeTime!);
          values += others.reduce((total, column) => total + sumOf(column), 0);
        }
        return { rows, times, values };
      }
      case "memory": return { bytes: peakMemory() };
      case "size": return { bytes: sizeOf(place) };
    }
  };
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
