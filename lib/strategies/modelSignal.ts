import { normalProbability } from "../analysis/normal.ts";
import type { Strategy } from "../backtest/index.ts";
import { formatBarTime } from "../market/barTime.ts";
import { checkParameter } from "./checkParameter.ts";
import { StrategyError } from "./error.ts";
import { factorColumns } from "./factorColumns.ts";
import { wantedPosition, type Sides } from "./wantedPosition.ts";

/**
 * What a model foretold at some closes, each by a fit that had not learnt from it: an `OutOfFold` of lib/evaluation is one.
 * Probabilities are those of the classes row by row, the first class a fall and the last a rise.
 */
export type DatedForecasts = {
  readonly closeTime: ArrayLike<number>;
  readonly forecast: ArrayLike<number>;
  readonly probabilities?: { readonly classes: number; readonly values: ArrayLike<number> };
};

export type ModelSignalOptions = {
  /** Probability of a rise, or of a fall, above which it is traded. Default 0.6. */
  readonly confidence?: number;
  /** Bars that a forecast of a return looks ahead. Default 1. */
  readonly horizon?: number;
  /** Bars of the volatility that a foretold return is measured by. Default 20. */
  readonly lookback?: number;
  readonly sides?: Sides;
};

/**
 * Long while a model gives a rise more than the confidence, short or out while it gives a fall more than it, else out. Bars without a forecast are not traded.
 * Of a foretold log return r the probability of a rise is Φ(r/(σ·√horizon)), σ the standard deviation of the last `lookback` returns: what it would be if the model were right.
 * in: forecasts by asset, made at the close of the bar they stand at
 */
export function modelSignal(forecasts: Readonly<Record<string, DatedForecasts>>, { confidence = 0.6, horizon = 1, lookback = 20, sides = "long-flat" }: ModelSignalOptions = {}): Strategy {
  checkParameter("modelSignal", "confidence", confidence, "a probability from 0.5, below 1", (value) => value >= 0.5 && value < 1);
  checkParameter("modelSignal", "horizon", horizon, "a whole number of bars from 1", (bars) => Number.isInteger(bars) && bars >= 1);
  const volatility = `hist_vol_${lookback}`;
  const factors = factorColumns("modelSignal", [volatility]);
  const byAsset = new Map(Object.entries(forecasts).map(([asset, dated]) => [asset, { dated, rows: rowsByTime(asset, dated) }]));
  return wantedPosition({
    name: "modelSignal",
    parameters: { confidence, horizon, lookback, sides },
    columns: (bars) => {
      const own = byAsset.get(bars.symbol);
      if (own === undefined) throw new StrategyError(`modelSignal: there are no forecasts of ${bars.symbol}, only of ${[...byAsset.keys()].join(", ") || "none"}; name them by their asset`);
      const usual = factors(bars)[volatility]!;
      const of = (probability: (row: number, t: number) => number) => Float64Array.from(bars.closeTime, (time, t) => (own.rows.has(time) ? probability(own.rows.get(time)!, t) : Number.NaN));
      const { forecast, probabilities } = own.dated;
      if (probabilities !== undefined) {
        const { classes, values } = probabilities;
        return { rise: of((row) => values[row * classes + classes - 1]!), fall: of((row) => values[row * classes]!) };
      }
      const rise = of((row, t) => normalProbability(forecast[row]! / (usual[t]! * Math.sqrt(horizon))));
      return { rise, fall: rise.map((probability) => 1 - probability) };
    },
    want: (bars) => (bars.column("rise") > confidence ? 1 : bars.column("fall") > confidence && sides === "long-short" ? -1 : 0),
  });
}

/** Rows of forecasts by their close; two at one close would leave open which was known. */
function rowsByTime(asset: string, { closeTime, forecast, probabilities }: DatedForecasts): ReadonlyMap<number, number> {
  const count = closeTime.length;
  const wrong = forecast.length !== count ? `${forecast.length} forecasts` : probabilities && probabilities.values.length !== count * probabilities.classes ? `${probabilities.values.length} probabilities of ${probabilities.classes} classes` : undefined;
  if (wrong !== undefined) throw new StrategyError(`modelSignal: there are ${wrong} of ${asset} for ${count} closes; give one forecast a close`);
  const rows = new Map<number, number>();
  for (let n = 0; n < count; n++) {
    const time = closeTime[n]!;
    if (rows.has(time)) throw new StrategyError(`modelSignal: ${asset} has two forecasts of ${formatBarTime(time)}; give those of one seed, and folds whose tests do not overlap`);
    rows.set(time, n);
  }
  return rows;
}
