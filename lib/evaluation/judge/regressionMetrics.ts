import { coverage, directionalAccuracy, informationCoefficient, mae, majorityDirection, pinball, rankIC, rmse, type Measure } from "../../statistics/index.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";

/** Columns that are resampled together, and what is measured on them. */
export type Measured = { readonly columns: Readonly<Record<string, Float64Array>>; readonly of: (columns: Readonly<Record<string, Float64Array>>) => Measure };

/**
 * RMSE, MAE, directional accuracy, IC and rank IC of numbers; coverage and pinball loss where there are quantiles.
 * IC and rank IC are of changes, from the last known value where the label is a price: two levels correlate whatever the forecast is worth.
 */
export function regressionMetrics({ actual, forecast, previous, quantiles }: OutOfFold): Readonly<Record<string, Measured>> {
  const all = { actual, forecast, previous };
  const [real, foretold] = [actual.map((y, t) => y - previous[t]!), forecast.map((y, t) => y - previous[t]!)];
  const changes = { real, foretold };
  return {
    rmse: { columns: all, of: ({ actual, forecast }) => rmse(actual!, forecast!) },
    mae: { columns: all, of: ({ actual, forecast }) => mae(actual!, forecast!) },
    directionalAccuracy: { columns: all, of: ({ actual, forecast, previous }) => directionalAccuracy(actual!, forecast!, previous!) },
    majorityDirection: { columns: all, of: ({ actual, previous }) => majorityDirection(actual!, previous!) },
    informationCoefficient: { columns: changes, of: ({ foretold, real }) => informationCoefficient(real!, foretold!) },
    rankIC: { columns: changes, of: ({ foretold, real }) => rankIC(real!, foretold!) },
    ...(quantiles ? ofQuantiles(actual, quantiles.levels, (level) => actual.map((_, t) => quantiles.values[t * quantiles.levels.length + level]!)) : {}),
  };
}

function ofQuantiles(actual: Float64Array, levels: readonly number[], column: (level: number) => Float64Array): Readonly<Record<string, Measured>> {
  const each = levels.map((level, k) => [`pinball ${level}`, { columns: { actual, quantile: column(k) }, of: (sample) => pinball(sample["actual"]!, sample["quantile"]!, level) }] as const satisfies readonly [string, Measured]);
  const [lowest, highest] = [levels[0], levels.at(-1)];
  if (lowest === undefined || highest === undefined || levels.length < 2) return Object.fromEntries(each);
  const between: Measured = { columns: { actual, low: column(0), high: column(levels.length - 1) }, of: ({ actual, high, low }) => coverage(actual!, low!, high!) };
  return { ...Object.fromEntries(each), [`coverage ${lowest} to ${highest}`]: between };
}
