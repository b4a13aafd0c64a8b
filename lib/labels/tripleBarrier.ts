import type { Bars } from "../market/bars.ts";
import { LabelError } from "./error.ts";
import { checkHorizon, type Label } from "./label.ts";
import { POSITIONS } from "./threeClasses.ts";
import { trailingVolatility } from "./trailingVolatility.ts";

export type TripleBarrierOptions = {
  /** Bars to the vertical barrier. Default 10. */
  readonly horizon?: number;
  /** Distance of the upper and the lower barrier, in trailing deviations of one bar's log return. Default 2 each; Infinity for none. */
  readonly upper?: number;
  readonly lower?: number;
  /** Bars of the trailing deviation. Default 20. */
  readonly span?: number;
};

/**
 * Triple barrier: which of three comes first after the close. López de Prado 2018, §3.2–3.4, on closes.
 *   2 long      ln(closeₖ/closeₜ) ≥ upper·sₜ for some k ≤ t + horizon, the lower barrier not touched before
 *   0 short     ln(closeₖ/closeₜ) ≤ −lower·sₜ first
 *   1 neutral   neither: the vertical barrier
 * A class may be known before row t + horizon; the last `horizon` rows have none all the same, so that each row had as long.
 * out: [T] class; NaN where a close up to the touch is missing, and before the trailing deviation is known
 */
export function tripleBarrier(bars: Bars, { horizon = 10, lower = 2, span = 20, upper = 2 }: TripleBarrierOptions = {}): Label {
  const name = `triple_barrier_${horizon}`;
  checkHorizon(name, bars, horizon);
  for (const [side, value] of Object.entries({ upper, lower })) if (!(value > 0)) throw new LabelError(`${name}: ${side} must be a number of deviations > 0, got ${value}`);
  const { close } = bars;
  const deviation = trailingVolatility(name, bars, span);
  const values = new Float64Array(close.length).fill(Number.NaN);
  for (let t = 0; t + horizon < close.length; t++) values[t] = firstTouch(close, t, horizon, upper * deviation[t]!, lower * deviation[t]!);
  return { name, horizon, values, kind: "class", classes: POSITIONS };
}

/** Class of the barrier that the closes after row t touch first. A price that never moved has barriers at no distance: nothing is told. */
function firstTouch(close: Float64Array, t: number, horizon: number, up: number, down: number): number {
  if (!(up > 0 && down > 0)) return Number.NaN;
  for (let k = t + 1; k <= t + horizon; k++) {
    const move = Math.log(close[k]! / close[t]!);
    if (Number.isNaN(move)) return Number.NaN;
    if (move >= up) return 2;
    if (move <= -down) return 0;
  }
  return 1;
}
