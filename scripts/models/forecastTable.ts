import type { OutOfFold } from "../../lib/evaluation/index.ts";
import { scored } from "../../lib/registry/index.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { compareForecasts, dieboldMariano, formatMeasure, isAvailable, rmse, type ForecastRow, type Measure } from "../../lib/statistics/index.ts";

/** One model's forecasts of the rows of a table, by its name. */
export type NamedForecasts = Readonly<Record<string, OutOfFold>>;

const text = (measure: Measure, format: (value: number) => string): string => (isAvailable(measure) ? formatMeasure(measure, format) : "N/A");
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const signed = (value: number): string => `${value > 0 ? "+" : ""}${value.toFixed(2)}`;

/** Forecasts of the same rows beside persistence, or of classes beside the share that was most frequent. All of one task. */
export function forecastTable(forecasts: NamedForecasts): readonly string[] {
  const [first] = Object.values(forecasts);
  return first === undefined ? [] : first.task === "regression" ? numbersTable(first, forecasts) : classesTable(first, forecasts);
}

/** Rows of the table as values, for programs. */
export function forecastRows(forecasts: NamedForecasts): readonly object[] {
  const [first] = Object.values(forecasts);
  return first === undefined ? [] : first.task === "regression" ? numberRows(first, forecasts) : classRows(first, forecasts);
}

function numberRows(first: OutOfFold, forecasts: NamedForecasts): readonly ForecastRow[] {
  const { actual, naive: previous } = scored(first);
  const { horizon, kind } = first.label;
  return compareForecasts({ actual, previous, forecasts: Object.fromEntries(Object.entries(forecasts).map(([name, one]) => [name === "persistence" ? "persistence, fitted" : name, scored(one).forecast])), unit: kind === "level" ? "price" : "return", horizon, maxLag: Math.max(5, horizon) });
}

function numbersTable(first: OutOfFold, forecasts: NamedForecasts): readonly string[] {
  const rows = numberRows(first, forecasts).map((row) => [
    row.model, row.rmse.toPrecision(4), row.mae.toPrecision(4), text(row.directionalAccuracy, percent), text(row.skill, percent), text(row.dieboldMariano, signed),
    "reason" in row.lag ? "N/A" : row.lag.repeatsYesterday ? "repeats yesterday" : `lag ${row.lag.lag}`,
  ]);
  return alignedTable(["model", "RMSE", "MAE", "direction", "skill", "DM t", "lag test"], rows);
}

type ClassRow = { readonly model: string; readonly accuracy: number; readonly loss: number; readonly naiveLoss: number; readonly skill: number; readonly dieboldMariano: Measure };

/** Loss: Brier of two classes, share of misses of more; the naive one knows the most frequent class, or its share, of these very rows. */
function classRows(first: OutOfFold, forecasts: NamedForecasts): readonly ClassRow[] {
  return Object.entries(forecasts).map(([model, one]) => {
    const { actual, forecast, naive } = scored(one);
    const [loss, naiveLoss] = [rmse(actual, forecast) ** 2, rmse(actual, naive) ** 2];
    return { model, accuracy: accuracyOf(one), loss, naiveLoss, skill: naiveLoss === 0 ? 0 : 1 - loss / naiveLoss, dieboldMariano: dieboldMariano(actual, forecast, naive, { horizon: first.label.horizon }) };
  });
}

function classesTable(first: OutOfFold, forecasts: NamedForecasts): readonly string[] {
  const rows = classRows(first, forecasts);
  return alignedTable(["model", "right", "loss", "loss of a constant", "skill", "DM t"], rows.map((row) => [row.model, percent(row.accuracy), row.loss.toFixed(4), row.naiveLoss.toFixed(4), percent(row.skill), text(row.dieboldMariano, signed)]));
}

function accuracyOf({ actual, forecast, label, probabilities }: OutOfFold): number {
  const isTwo = (probabilities?.classes ?? label.classes?.length ?? 2) === 2;
  return actual.reduce((right, y, t) => right + Number((isTwo ? Number(forecast[t]! > 0.5) : forecast[t]) === y), 0) / actual.length;
}
