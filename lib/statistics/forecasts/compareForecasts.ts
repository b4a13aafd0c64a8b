import { dieboldMariano } from "./dieboldMariano.ts";
import { directionalAccuracy } from "./directionalAccuracy.ts";
import { StatisticsError } from "../error.ts";
import { lagTest } from "./lagTest.ts";
import { mae } from "./mae.ts";
import { notAvailable, type Measure, type NotAvailable } from "../measure.ts";
import { rmse } from "./rmse.ts";
import { checkSamples } from "../samples.ts";
import { skill } from "./skill.ts";

/** One line of the table of forecasts. It survives JSON. */
export type ForecastRow = {
  readonly model: string;
  readonly rmse: number;
  readonly mae: number;
  readonly directionalAccuracy: Measure;
  readonly skill: Measure;
  /** Gain in squared error over persistence, in standard errors: above 2 is better beyond chance, below −2 worse. */
  readonly dieboldMariano: Measure;
  readonly lag: { readonly lag: number; readonly repeatsYesterday: boolean } | NotAvailable;
  readonly unit: string;
};

/**
 * Judges forecasts of the same rows, persistence always first: no model is shown without "tomorrow is as today" beside it.
 * in: consecutive rows [N]; `previous` is the last value known when the forecast was made, zeros if the values are returns; `unit` of the values, for the reader
 * A forecast named "persistence" must equal `previous`.
 */
export function compareForecasts({ actual, previous, forecasts, unit, horizon = 1, maxLag = 5 }: {
  actual: ArrayLike<number>;
  previous: ArrayLike<number>;
  forecasts: Readonly<Record<string, ArrayLike<number>>>;
  unit: string;
  horizon?: number;
  maxLag?: number;
}): ForecastRow[] {
  checkSamples("compareForecasts", { actual, previous, ...forecasts });
  const { persistence = previous, ...others } = forecasts;
  for (let t = 0; t < previous.length; t++) {
    if (persistence[t] !== previous[t]) throw new StatisticsError(`compareForecasts: "persistence" is ${persistence[t]} in row ${t}, where the last known value is ${previous[t]}; leave it out, it is added`);
  }
  return Object.entries({ persistence: previous, ...others }).map(([model, forecast]) => {
    const { lag, repeatsYesterday, text } = lagTest({ actual, forecast, previous }, { maxLag, horizon });
    return {
      model,
      rmse: rmse(actual, forecast),
      mae: mae(actual, forecast),
      directionalAccuracy: directionalAccuracy(actual, forecast, previous),
      skill: skill(actual, forecast, previous),
      dieboldMariano: dieboldMariano(actual, forecast, previous, { horizon }),
      lag: lag === null ? notAvailable(text) : { lag, repeatsYesterday },
      unit,
    };
  });
}
