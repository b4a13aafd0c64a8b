import path from "node:path";
import { z } from "zod";
import { backtest, smaCrossover, sweep } from "../../../lib/backtest/index.ts";
import { isAvailable, performance } from "../../../lib/statistics/index.ts";
import { firstDifference } from "../agreement.ts";
import type { Contest, Suite } from "../timing.ts";
import { startWorker } from "../worker.ts";
import { openBacktestPeer, type Library } from "./pythonBacktests.ts";
import { SMA, smaBacktest } from "./smaStrategy.ts";
import { walkBars } from "./walkBars.ts";

const MILLION = 1_000_000;
/** Bars for a peer that takes tens of microseconds each. */
const ROWS: Readonly<Record<Library, number>> = { backtesting: 100_000, backtrader: 20_000 };
const TARGETS: Readonly<Record<Library, number>> = { backtesting: 10, backtrader: 100 };
/** 1,000 pairs of periods. */
const GRID = { fast: Array.from({ length: 20 }, (_, k) => 2 + 2 * k), slow: Array.from({ length: 50 }, (_, k) => 45 + 5 * k) };
const MEMORY = { memory: z.strictObject({ bytes: z.number(), equity: z.number() }) };
const LIMIT_BYTES = 2e9;
const LIMIT_SECONDS = 0.05;

/** The event engine, sweeps and statistics beside vectorbt, backtesting.py, backtrader and quantstats. */
export const backtestSuite: Suite = [
  { work: "SMA crossover, 1M bars, event engine", peer: "limit of 1 µs a bar", prepare: speedContest },
  { work: "SMA crossover, 100,000 bars, event engine", peer: "backtesting.py", prepare: () => libraryContest("backtesting") },
  { work: "SMA crossover, 20,000 bars, event engine", peer: "backtrader", prepare: () => libraryContest("backtrader") },
  { work: "sweep of 1,000 SMA crossovers, 5,000 bars", peer: "vectorbt", prepare: sweepContest },
  { work: "all statistics of 1M returns", peer: "limit of 50 ms", prepare: metricsLimit },
  { work: "all statistics of 1M returns", peer: "quantstats", prepare: metricsContest },
  { work: "memory of a run of 10M bars", peer: "limit of 2 GB", prepare: memoryContest },
];

async function speedContest(): Promise<Contest> {
  const bars = walkBars(MILLION);
  return {
    work: "SMA crossover, 1M bars, event engine", peer: "limit of 1 µs a bar", target: 1, each: { name: "bar", count: MILLION },
    ours: () => smaBacktest(bars), theirs: { measure: async (runs) => runs }, agree: () => undefined,
  };
}

async function libraryContest(library: Library): Promise<Contest> {
  const rows = ROWS[library];
  const bars = walkBars(rows);
  const peer = await openBacktestPeer(bars);
  return {
    work: `SMA crossover, ${rows.toLocaleString("en-US")} bars, event engine`, peer: `${library === "backtesting" ? "backtesting.py" : library} ${peer.versions[library]}`, target: TARGETS[library], each: { name: "bar", count: rows }, turns: 3,
    ours: () => smaBacktest(bars), theirs: { measure: async (count) => (await peer.ask({ ask: "backtest", library, count })).seconds },
    agree: async () => firstDifference([smaBacktest(bars).equity[rows - 1]!], [(await peer.ask({ ask: "equity", library })).equity], { tolerance: 1e-9 }),
    close: peer.end,
  };
}

async function sweepContest(): Promise<Contest> {
  const bars = walkBars(5000);
  const peer = await openBacktestPeer(bars);
  const ours = () => sweep(bars, { rule: smaCrossover(), grid: GRID, costs: { commissionBps: 1e4 * SMA.fees, spreadBps: 0, slippageBps: 0 }, capital: SMA.cash, keepReturns: false });
  return {
    work: "sweep of 1,000 SMA crossovers, 5,000 bars", peer: `vectorbt ${peer.versions.vectorbt}`, target: 3, each: { name: "set", count: 1000 },
    ours, theirs: { measure: async (count) => (await peer.ask({ ask: "sweep", ...GRID, count })).seconds },
    agree: async () => {
      const [mine, theirs] = [await ours(), await peer.ask({ ask: "sweepResults", ...GRID })];
      // vectorbt annualises by 365 days, ours as the bars' calendar says.
      const sharpe = theirs.sharpe.map((value) => value * Math.sqrt(mine.periodsPerYear / 365));
      return firstDifference(mine.totalReturn, theirs.totalReturn, { tolerance: 1e-9 }) ?? firstDifference(mine.trades, theirs.trades, { tolerance: 0 })
        ?? firstDifference(mine.maxDrawdown, theirs.maxDrawdown.map((value) => -value), { tolerance: 1e-9 }) ?? firstDifference(mine.sharpe, sharpe, { tolerance: 2e-3 });
    },
    close: peer.end,
  };
}

/** A result whose equity is the walk itself: held from the first open, without costs. */
function walkResult() {
  const bars = walkBars(MILLION + 2);
  return { bars, result: backtest(bars, new Float64Array(MILLION + 2).fill(1), { commissionBps: 0, spreadBps: 0, slippageBps: 0 }) };
}

async function metricsLimit(): Promise<Contest> {
  const { result } = walkResult();
  return {
    work: "all statistics of 1M returns", peer: "limit of 50 ms", target: 1,
    ours: () => performance("walk", result, { periodsPerYear: 252 }), theirs: { measure: async (runs) => runs * LIMIT_SECONDS }, agree: () => undefined,
  };
}

async function metricsContest(): Promise<Contest> {
  const { bars, result } = walkResult();
  const peer = await openBacktestPeer(bars);
  const ours = () => performance("walk", result, { periodsPerYear: 252 });
  return {
    work: "all statistics of 1M returns", peer: `quantstats ${peer.versions.quantstats}`, ours, turns: 3,
    theirs: { measure: async (count) => (await peer.ask({ ask: "metrics", count })).seconds },
    agree: async () => {
      const { maxDrawdown, sharpe, volatility } = ours();
      const theirs = await peer.ask({ ask: "metricResults" });
      // The equity does not move in the first bar, in which nothing is held yet.
      return firstDifference([maxDrawdown, ...[sharpe, volatility].map((measure) => (isAvailable(measure) ? measure : Number.NaN))], [-theirs["maxDrawdown"]!, theirs["sharpe"]!, theirs["volatility"]!], { tolerance: 1e-3 });
    },
    close: peer.end,
  };
}

async function memoryContest(): Promise<Contest> {
  const measure = async () => {
    const worker = startWorker<{ readonly ask: "memory"; readonly rows: number }, typeof MEMORY>("our own process", { program: process.execPath, args: [path.join(import.meta.dirname, "memoryPeer.ts")] }, MEMORY);
    try {
      return (await worker.ask({ ask: "memory", rows: 10 * MILLION })).bytes;
    } finally {
      await worker.end();
    }
  };
  return { work: "memory of a run of 10M bars", peer: "limit of 2 GB", target: 1, unit: "bytes", turns: 1, ours: { measure }, theirs: { measure: async () => LIMIT_BYTES }, agree: () => undefined };
}
