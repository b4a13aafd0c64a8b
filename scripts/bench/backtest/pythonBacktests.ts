import { z } from "zod";
import { backtestPython } from "../../../environment/setup/backtestPeers.mjs";
import type { Bars } from "../../../lib/market/bars.ts";
import { firstAnswer } from "../firstAnswer.ts";
import { pythonPeer } from "../pythonPeer.ts";
import { writeSeries } from "../series.ts";
import { startWorker, type Worker } from "../worker.ts";
import { SMA } from "./smaStrategy.ts";

/** What the peer is asked. Times are taken by the peer, around the work itself. */
export type Question =
  | { readonly ask: "open"; /** Where the columns lie. */ readonly folder: string; readonly rows: number; readonly sma: typeof SMA }
  | { readonly ask: "backtest"; readonly library: Library; readonly count: number }
  | { readonly ask: "equity"; readonly library: Library }
  | { readonly ask: "sweep"; readonly fast: readonly number[]; readonly slow: readonly number[]; readonly count: number }
  | { readonly ask: "sweepResults"; readonly fast: readonly number[]; readonly slow: readonly number[] }
  | { readonly ask: "metrics"; readonly count: number }
  | { readonly ask: "metricResults" };

export type Library = "backtesting" | "backtrader";

const seconds = z.strictObject({ seconds: z.number().positive() });
const numbers = z.array(z.number());
const ANSWERS = {
  open: z.strictObject({ versions: z.record(z.enum(["vectorbt", "backtesting", "backtrader", "quantstats"]), z.string()) }),
  backtest: seconds, sweep: seconds, metrics: seconds,
  equity: z.strictObject({ equity: z.number() }),
  sweepResults: z.strictObject({ totalReturn: numbers, sharpe: numbers, maxDrawdown: numbers, trades: numbers }),
  metricResults: z.record(z.string(), z.number()),
};

export type BacktestPeer = Worker<Question, typeof ANSWERS> & { readonly versions: z.output<typeof ANSWERS.open>["versions"] };

/** A process of Python that holds the same bars. They go to it through files that are removed again. */
export async function openBacktestPeer(bars: Bars): Promise<BacktestPeer> {
  const worker = startWorker<Question, typeof ANSWERS>("Python's backtests", pythonPeer(backtestPython, import.meta.dirname, "backtest_peer.py"), ANSWERS);
  const { versions } = await firstAnswer(worker, (folder) => {
    writeSeries(folder, bars);
    return worker.ask({ ask: "open", folder, rows: bars.closeTime.length, sma: SMA });
  });
  return { ...worker, versions };
}
