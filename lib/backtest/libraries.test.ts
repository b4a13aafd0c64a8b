import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { isoDate, loadBars, type Bars } from "../market/index.ts";
import { runBacktest } from "./index.ts";
import { STRATEGIES } from "./libraries.fixture.ts";

// Where a library's rule is another than ours, the run takes the library's by an option or the strategy takes its way:
// - backtesting.py, backtrader and vectorbt fill a limit that is touched: fills { limits: "touch" }.
// - backtrader and vectorbt look at the exits of an entry from the next bar on. Their strategies here are named "after":
//   ours places the exits at the close of the entry's bar too. backtesting.py's bracket lives in the bar of its entry, as ours does.
// - backtrader's trailing stop follows closes, and backtesting.py's is a stop that the strategy moves: "close"; vectorbt's follows highs as ours does.
// - An open beyond the take profit in a bar that later reaches the stop loss: they take the stop loss, we the open, which came first. No such bar is in these runs.
// - An entry by stop or limit whose stop loss lies in the same bar: only we exit in that bar. So the strategies with such entries have no exits in them.
const row = z.tuple([z.string(), z.number(), z.string(), z.number(), z.number(), z.number()]);
const reference = z
  .object({
    bars: z.object({ rows: z.number(), sumOfCloses: z.number() }),
    runs: z.array(z.object({ library: z.string(), strategy: z.string(), finalEquity: z.number(), trades: z.array(row) })),
  })
  .parse(JSON.parse(readFileSync(new URL("./libraries.json", import.meta.url), "utf8")));

let bars: Bars;
beforeAll(async () => {
  bars = await loadBars({ symbol: "SP500" });
});

test("the bars are those that the libraries were run on", () => {
  expect(bars.closeTime).toHaveLength(reference.bars.rows);
  expect(bars.close.reduce((sum, close) => sum + close, 0)).toBeCloseTo(reference.bars.sumOfCloses, 3);
});

test("three libraries and every strategy are there", () => {
  expect(new Set(reference.runs.map(({ library }) => library))).toEqual(new Set(["vectorbt", "backtesting", "backtrader"]));
  expect(new Set(reference.runs.map(({ strategy }) => strategy))).toEqual(new Set(Object.keys(STRATEGIES)));
});

describe.each(reference.runs)("$strategy: equals $library", ({ finalEquity, strategy, trades: theirs }) => {
  test("trade by trade, and in the equity at the end", () => {
    const { equity, trades } = runBacktest({ bars, strategy: STRATEGIES[strategy]!, capital: 100_000, costs: { commissionBps: 10, spreadBps: 0, slippageBps: 0 }, fills: { limits: "touch" } });
    const ours = trades.filter(({ isOpen }) => !isOpen);
    expect(ours.map(({ entryTime, exitTime, side, units }) => [isoDate(entryTime), isoDate(exitTime), side === "long" ? units : -units])).toEqual(theirs.map(([entry, , exit, , units]) => [entry, exit, units]));
    ours.forEach(({ costs, entryPrice, exitPrice }, k) => {
      const [, entry, , exit, , fees] = theirs[k]!;
      expect([Math.abs(entryPrice - entry), Math.abs(exitPrice - exit), Math.abs(costs - fees)].every((gap) => gap < 1e-8)).toBe(true);
    });
    expect(equity.at(-1)).toBeCloseTo(finalEquity, 6);
  });
});
