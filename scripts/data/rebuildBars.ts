import { setImmediate } from "node:timers/promises";
import type { Answer } from "../../lib/market/connection/answer.ts";
import type { Bars, Interval } from "../../lib/market/bars.ts";
import { SOURCES } from "../../lib/market/sources/index.ts";
import type { MarketStore, RebuildReport } from "../../lib/market/store/marketStore.ts";
import { stopIfInterrupted } from "../interruption.ts";
import { countLine } from "../progress.ts";

/** Reads the stored answers of a series, or of all, again, and compares each bar with what is read out of the bytes that it came from, to the last bit. */
export async function rebuildBars(store: MarketStore, { interval, symbol, write }: { readonly symbol: string | undefined; readonly interval: Interval | undefined; readonly write: boolean }): Promise<readonly RebuildReport[]> {
  const series = (await store.listSeries()).filter((one) => (symbol === undefined || one.symbol === symbol) && (interval === undefined || one.interval === interval));
  // An unknown series is an error that says what there is.
  if (series.length === 0 && symbol !== undefined) await store.openBars(symbol, interval === undefined ? {} : { interval });
  const reports: RebuildReport[] = [];
  for (const one of series) {
    const progress = countLine(`answers of ${one.symbol} ${one.interval} read again`);
    const onProgress = async (done: number, all: number): Promise<void> => {
      // Nothing else waits for the system, so Ctrl-C would not be heard.
      await setImmediate();
      stopIfInterrupted();
      progress.show(done, all);
    };
    reports.push(await store.rebuild(one.symbol, one.interval, { read: barsOf, write, onProgress }).finally(progress.end));
  }
  return reports;
}

function barsOf(answer: Answer): Bars | undefined {
  return SOURCES.find(({ name }) => name === answer.source)?.barsOf?.(answer).bars;
}
