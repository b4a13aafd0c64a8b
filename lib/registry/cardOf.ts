import type { OutOfFold } from "../evaluation/index.ts";
import { reliability } from "../models/index.ts";
import { split, type RandomKey } from "../random/index.ts";
import { bootstrapInterval, directionalAccuracy, isAvailable, lagTest, mae, notAvailable, rmse, type Measure } from "../statistics/index.ts";
import { commonRows, scored, type Scored } from "./commonRows.ts";
import type { Measured, VersionCard } from "./versionCard.ts";

/**
 * The card of a version from its out-of-fold forecasts and those of the linear model, or of the logistic one, on the same bars: each number with
 * its interval by the stationary bootstrap. RMSE of two classes is the root of the Brier score, of more the root of the share of misses.
 */
export function cardOf(outOfFold: OutOfFold, { key, linear, resamples = 500 }: { readonly key: RandomKey; readonly linear?: OutOfFold; readonly resamples?: number }): VersionCard {
  const judged = scored(outOfFold);
  const { actual, forecast, naive, task } = judged;
  const measured = (name: string, columns: Readonly<Record<string, Float64Array>>, statistic: (columns: Readonly<Record<string, Float64Array>>) => Measure): Measured => {
    const value = statistic(columns);
    if (!isAvailable(value)) return { value: null, reason: value.reason };
    const interval = bootstrapInterval(columns, statistic, { key: split(key, name), resamples });
    return "low" in interval ? { value, low: interval.low, high: interval.high } : { value };
  };
  const rows = { actual, forecast, naive };
  const none = new Float64Array(0);
  const direction = task === "regression" ? { directionalAccuracy: measured("direction", rows, ({ actual: y = none, forecast: f = none, naive: p = none }) => directionalAccuracy(y, f, p)) } : {};
  return {
    metrics: {
      rmse: measured("rmse", rows, ({ actual: y = none, forecast: f = none }) => rmse(y, f)),
      mae: measured("mae", rows, ({ actual: y = none, forecast: f = none }) => mae(y, f)),
      ...direction,
    },
    skill: {
      persistence: measured("persistence", { y: actual, f: forecast, g: naive }, skillOf),
      ...(linear ? { linear: measured("linear", pairOf(judged, scored(linear)), skillOf) } : {}),
    },
    ...(task === "regression" ? { lagTest: lagOf(judged, outOfFold.label.horizon) } : { calibration: reliability(outOfFold.probabilities ?? outOfFold.forecast, outOfFold.actual) }),
  };
}

/** 1 − RMSE(f)/RMSE(g). */
function skillOf({ f = new Float64Array(0), g = new Float64Array(0), y = new Float64Array(0) }: Readonly<Record<string, Float64Array>>): Measure {
  const other = rmse(y, g);
  return other === 0 ? notAvailable("the other makes no error") : 1 - rmse(y, f) / other;
}

function pairOf(own: Scored, linear: Scored): Readonly<Record<string, Float64Array>> {
  const { actual, one, other } = commonRows(own, linear);
  return { y: actual, f: one, g: other };
}

function lagOf({ actual, forecast, naive }: Scored, horizon: number): NonNullable<VersionCard["lagTest"]> {
  const { lag, repeatsYesterday, text } = lagTest({ actual, forecast, previous: naive }, { horizon, maxLag: Math.max(5, horizon) });
  return { lag, repeatsYesterday, text };
}
