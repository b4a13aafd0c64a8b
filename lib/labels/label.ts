import type { Bars } from "../market/bars.ts";
import { LabelError } from "./error.ts";

/**
 * What a model is asked to foretell. A label looks ahead, by `horizon` bars and no further, and says so:
 * the value at row t is known at the close of row t + horizon at the latest, so the last `horizon` rows are NaN.
 */
export type Label = {
  readonly name: string;
  readonly horizon: number;
  /** [T]; of classes their numbers 0 .. K−1. */
  readonly values: Float64Array;
  /** Whether 0 means "no change", the values are prices, or they number classes. Default "change". */
  readonly kind?: "change" | "level" | "class";
  /** Names of the K classes, by their number. */
  readonly classes?: readonly string[];
};

export type Horizon = { readonly horizon?: number };

/** Refuses a horizon that is no number of bars, or longer than the bars. */
export function checkHorizon(name: string, bars: Bars, horizon: number): void {
  if (!Number.isInteger(horizon) || horizon < 1) throw new LabelError(`${name}: horizon must be a whole number of bars ≥ 1, got ${horizon}. A label of the bar itself is no forecast.`);
  if (horizon >= bars.close.length) throw new LabelError(`${name}: horizon ${horizon} reaches past the ${bars.close.length} bars of ${bars.symbol}. Give more bars or a shorter horizon.`);
}

/** A label from the close of today and the close `horizon` bars later. A gap in either gives NaN. */
export function closeLabel(name: string, bars: Bars, horizon: number, value: (now: number, later: number) => number): Label {
  checkHorizon(name, bars, horizon);
  const { close } = bars;
  const values = new Float64Array(close.length).fill(Number.NaN);
  for (let t = 0; t + horizon < close.length; t++) values[t] = value(close[t]!, close[t + horizon]!);
  return { name: `${name}_${horizon}`, horizon, values };
}
