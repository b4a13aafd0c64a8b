import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { cagr, calmar, correlation, isAvailable, mae, mape, maxDrawdown, neweyWest, profitFactor, r2, rankIC, rmse, sharpe, sortino, volatility, winRate, type Measure } from "./index.ts";

const { inputs, values } = z
  .object({ inputs: z.record(z.string(), z.array(z.number())), values: z.record(z.string(), z.number()) })
  .parse(JSON.parse(readFileSync(new URL("./reference.json", import.meta.url), "utf8")));

const input = (name: string) => inputs[name] ?? [];
const [returns, equity, actual, forecast, ties, trades] = ["returns", "equity", "actual", "forecast", "ties", "trades"].map(input);

const ours: Readonly<Record<string, Measure>> = {
  "rmse (scikit-learn)": rmse(actual!, forecast!),
  "mae (scikit-learn)": mae(actual!, forecast!),
  "mape (scikit-learn)": mape(actual!, forecast!),
  "r2 (scikit-learn)": r2(actual!, forecast!),
  "correlation (scipy)": correlation(actual!, forecast!),
  "rankIC (scipy)": rankIC(forecast!, ties!),
  "neweyWest of 5 lags (statsmodels)": neweyWest(returns!, 5),
  "sharpe (empyrical)": sharpe(returns!),
  "sharpe above 0.0001 a day (empyrical)": sharpe(returns!, { riskFree: 0.0001 }),
  "sharpe (quantstats)": sharpe(returns!),
  "sortino (empyrical)": sortino(returns!),
  "sortino (quantstats)": sortino(returns!),
  "volatility (empyrical)": volatility(returns!),
  "cagr (empyrical)": cagr(equity!),
  "maxDrawdown (empyrical)": -maxDrawdown(equity!).depth,
  "maxDrawdown (quantstats)": -maxDrawdown(equity!).depth,
  "calmar (empyrical)": calmar(equity!),
  "profitFactor (quantstats)": profitFactor(trades!),
  "winRate (quantstats)": winRate(trades!),
};

describe("equals the value of another library", () => {
  test("for every stored value", () => {
    expect(Object.keys(ours).sort()).toEqual(Object.keys(values).sort());
  });

  test.each(Object.entries(values))("%s", (name, expected) => {
    const got = ours[name]!;
    expect(isAvailable(got)).toBe(true);
    expect(Math.abs(Number(got) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
  });
});
