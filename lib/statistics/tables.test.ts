import { expect, test } from "vitest";
import { forecastTable, notAvailable, strategyTable } from "./index.ts";

test("a table of forecasts says the lag test in words, and why there is no number", () => {
  const row = { model: "LSTM", rmse: 1, mae: 0.5, directionalAccuracy: 0.5, skill: notAvailable("persistence makes no error"), unit: "USD" };
  const table = forecastTable([{ ...row, lag: { lag: 1, repeatsYesterday: true } }, { ...row, lag: { lag: 0, repeatsYesterday: false } }, { ...row, lag: notAvailable("4 rows, 36 needed") }]);
  expect(table.map((line) => line["lag test"])).toEqual(["lag 1, repeats the past", "lag 0", "N/A: 4 rows, 36 needed"]);
  expect(table[0]).toMatchObject({ model: "LSTM", RMSE: 1, MAE: 0.5, direction: 0.5, skill: "N/A: persistence makes no error", unit: "USD" });
});

test("a table of strategies holds numbers, or text where there is none", () => {
  const few = notAvailable("0 closed trades, 10 needed");
  const row = { name: "buy-and-hold", totalReturn: 0.1, cagr: 0.1, volatility: 0.2, sharpe: 0.5, sortino: 0.7, maxDrawdown: 0.3, calmar: 0.3, trades: 1, winRate: few, profitFactor: few, exposure: 1, turnover: 0.1, costs: 25 };
  expect(strategyTable([row])).toEqual([{
    strategy: "buy-and-hold", CAGR: 0.1, Sharpe: 0.5, "max drawdown": 0.3, trades: 1, "win rate": "N/A: 0 closed trades, 10 needed", "profit factor": "N/A: 0 closed trades, 10 needed", exposure: 1, costs: 25,
  }]);
});
