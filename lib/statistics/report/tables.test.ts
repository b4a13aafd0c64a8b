import { expect, test } from "vitest";
import { backtest } from "../../backtest/index.ts";
import { forecastTable, notAvailable, strategyTable, tradeTable } from "../index.ts";

test("a table of forecasts says the lag test in words, and why there is no number", () => {
  const row = { model: "LSTM", rmse: 1, mae: 0.5, directionalAccuracy: 0.5, skill: notAvailable("persistence makes no error"), dieboldMariano: 1.5, unit: "USD" };
  const table = forecastTable([{ ...row, lag: { lag: 1, repeatsYesterday: true } }, { ...row, lag: { lag: 0, repeatsYesterday: false } }, { ...row, lag: notAvailable("4 rows, 36 needed") }]);
  expect(table.map((line) => line["lag test"])).toEqual(["lag 1, repeats the past", "lag 0", "N/A: 4 rows, 36 needed"]);
  expect(table[0]).toMatchObject({ model: "LSTM", RMSE: 1, MAE: 0.5, direction: 0.5, skill: "N/A: persistence makes no error", "beyond chance": "cannot tell", unit: "USD" });
  expect(forecastTable([2.1, -2.1, notAvailable("it is persistence")].map((dieboldMariano) => ({ ...row, dieboldMariano, lag: { lag: 0, repeatsYesterday: false } }))).map((line) => line["beyond chance"])).toEqual(["better", "worse", "–"]);
});

test("a table of strategies holds numbers, or text where there is none", () => {
  const few = notAvailable("0 closed trades, 10 needed");
  const row = {
    name: "buy-and-hold", totalReturn: 0.1, cagr: 0.1, volatility: 0.2, sharpe: 0.5, probabilisticSharpe: 0.8, sortino: 0.7, omega: 1.1, skewness: 0, kurtosis: 3, valueAtRisk: 0.02, expectedShortfall: 0.03, tailRatio: 1,
    maxDrawdown: 0.3, longestFall: 20, ulcerIndex: 0.1, calmar: 0.3, trades: 1, winRate: few, profitFactor: few, expectancy: few, payoff: few, barsHeld: few, exposure: 1, turnover: 0.1, costs: 25,
  };
  expect(strategyTable([row])).toEqual([{
    strategy: "buy-and-hold", CAGR: 0.1, Sharpe: 0.5, "max drawdown": 0.3, trades: 1, "win rate": "N/A: 0 closed trades, 10 needed", "profit factor": "N/A: 0 closed trades, 10 needed", exposure: 1, costs: 25,
  }]);
});

test("a table of trades says when each was decided, entered and left", () => {
  const prices = Float64Array.of(100, 100, 110, 120, 130);
  const closeTime = prices.map((_, t) => Date.UTC(2020, 0, 2 + t) - 1);
  const bars = { symbol: "TEST", interval: "1d", provenance: "a test", closeTime, open: prices, high: prices, low: prices, close: prices, volume: prices } as const;
  const table = tradeTable(backtest(bars, [1, 0, 1, 1, 1], { commissionBps: 0, spreadBps: 0, slippageBps: 0, capital: 1000 }));
  expect(table).toEqual([
    { side: "long", decided: "2020-01-01", entered: "2020-01-02", at: expect.closeTo(100, 9), left: "2020-01-03", "at price": expect.closeTo(110, 9), "bars held": 1, "profit before costs": expect.closeTo(100, 9), costs: 0 },
    { side: "long", decided: "2020-01-03", entered: "2020-01-04", at: expect.closeTo(120, 9), left: "still held", "at price": expect.closeTo(130, 9), "bars held": 2, "profit before costs": expect.closeTo(1100 / 12, 9), costs: 0 },
  ]);
});
