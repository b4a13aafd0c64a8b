import { BacktestError } from "./error.ts";

/** Forecasts of windows laid on the bars in which they were made. in: rows and forecasts [N], the bars from .. to−1  out: one forecast a bar, NaN where no window ended */
export function forecastByRow(rows: ArrayLike<number>, forecast: ArrayLike<number>, { from, to }: { readonly from: number; readonly to: number }): Float64Array {
  if (rows.length !== forecast.length) throw new BacktestError(`forecastByRow: there are ${forecast.length} forecasts for ${rows.length} windows; predict the windows whose rows these are`);
  const placed = new Float64Array(to - from).fill(Number.NaN);
  for (let n = 0; n < rows.length; n++) {
    const row = rows[n]!;
    if (!(row >= from && row < to)) throw new BacktestError(`forecastByRow: a window ends in row ${row}, outside the bars ${from}..${to - 1}; take the bars of the windows' range`);
    placed[row - from] = forecast[n]!;
  }
  return placed;
}
