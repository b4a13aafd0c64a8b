import { backtest, buyAndHold, forecastByRow, roundTripCost, signalsFromForecast, type BacktestResult } from "../../backtest/index.ts";
import { sliceBars, type Bars } from "../../market/index.ts";
import type { RandomKey } from "../../random/index.ts";
import { bootstrapValues, isAvailable, mean, notAvailable, performance, sharpe, simpleReturns, periodsPerYear, type Measure } from "../../statistics/index.ts";
import { EvaluationError } from "../error.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";
import type { ComparedModel, Tested } from "./comparison.ts";
import { spreadOf } from "./spread.ts";
import { testedOf } from "./tested.ts";

/** What holding earned over the rows that are compared. */
export type Held = { readonly bars: Bars; readonly from: number; readonly result: BacktestResult; readonly sharpe: Measure; readonly cagr: Measure };

/** Buy-and-hold over the bars of some rows. in: rows, oldest first */
export function heldOver(bars: Bars, rows: Int32Array): Held {
  const from = rows[0] ?? 0;
  const to = (rows.at(-1) ?? 0) + 1;
  if (to > bars.closeTime.length) throw new EvaluationError(`compareModels: the forecasts go to row ${to - 1}, the bars of ${bars.symbol} have ${bars.closeTime.length} rows; give the bars of the dataset`);
  const own = sliceBars(bars, from, to);
  const result = buyAndHold(own);
  const { cagr, sharpe: ratio } = performance("buy-and-hold", result);
  return { bars: own, from, result, sharpe: ratio, cagr };
}

/**
 * What trading on the forecasts of a model's seeds earns after costs, long or out of the market.
 * Numbers: long above what a round trip costs, out below minus that, as before in between. Classes: long where the second of two is likelier.
 */
export function traded(seeds: readonly OutOfFold[], { bars, from, result: hold }: Held, { key, resamples }: { readonly key: RandomKey; readonly resamples: number }): ComparedModel["traded"] {
  const results = seeds.map((one) => backtest(bars, wanted(one, bars, from)));
  const rows = results.map((result, k) => performance(`seed ${seeds[k]!.seed}`, result));
  const returns = { hold: simpleReturns(hold.equity), ...Object.fromEntries(results.filter((_, k) => isAvailable(rows[k]!.sharpe)).map(({ equity }, k) => [`seed ${k}`, simpleReturns(equity)])) };
  const a = { periodsPerYear: periodsPerYear(bars.closeTime) };
  const difference = ({ hold: held = new Float64Array(0), ...own }: Readonly<Record<string, Float64Array>>): Measure => {
    const [base, each] = [sharpe(held, a), Object.values(own).map((one) => sharpe(one, a)).filter(isAvailable)];
    return each.length > 0 && isAvailable(base) ? mean(each) - base : notAvailable("it never trades");
  };
  const value = difference(returns);
  const values = isAvailable(value) ? bootstrapValues(returns, difference, { key, resamples }) : value;
  return {
    sharpe: spreadOf(rows.map((row) => row.sharpe)),
    cagr: spreadOf(rows.map((row) => row.cagr)),
    trades: spreadOf(rows.map((row) => row.trades)),
    beyondHold: testedOf(value, values, shareBelow(values)),
  };
}

/** How often chance alone makes as much: the share of resamples without a gain, never 0. */
function shareBelow(values: Float64Array | { readonly value: null }): Tested["p"] {
  return values instanceof Float64Array ? (1 + values.filter((value) => value <= 0).length) / (1 + values.length) : null;
}

function wanted({ forecast, rows, task }: OutOfFold, { closeTime }: Bars, from: number): Float64Array {
  const place = { from, to: from + closeTime.length };
  if (task === "regression") return signalsFromForecast(forecastByRow(rows, forecast, place), { threshold: roundTripCost() });
  return signalsFromForecast(forecastByRow(rows, forecast.map((p) => p - 0.5), place), { threshold: 0 });
}
