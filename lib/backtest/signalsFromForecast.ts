import { roundTripCost, type CostOptions } from "./costs/index.ts";
import { BacktestError } from "./error.ts";

export type SignalOptions = CostOptions & {
  /** Foretold return beyond which a position is taken. Default: what buying and selling again costs, `roundTripCost`. */
  readonly threshold?: number;
  /** Whether a foretold fall is sold short or only sat out. Default "long-flat". */
  readonly sides?: "long-flat" | "long-short";
};

/**
 * Wanted positions from forecasts of the next return: long above `threshold`, short or flat below −`threshold`, in between as before.
 * The band keeps costs from being paid for forecasts smaller than they are.
 * in: forecast made at each close [N], log or simple return  out: −1, 0 or 1 [N]; 0 where the forecast is NaN
 */
export function signalsFromForecast(forecast: ArrayLike<number>, options: SignalOptions = {}): Float64Array {
  const { sides = "long-flat", threshold = roundTripCost(options) } = options;
  if (!(threshold >= 0 && Number.isFinite(threshold))) throw new BacktestError(`signalsFromForecast: threshold must be a return ≥ 0, got ${threshold}`);
  const below = sides === "long-short" ? -1 : 0;
  let position = 0;
  return Float64Array.from(forecast, (foretold) => {
    if (Number.isNaN(foretold)) position = 0;
    else if (foretold > threshold) position = 1;
    else if (foretold < -threshold) position = below;
    return position;
  });
}
