import { mapBars, type Bars } from "../../market/bars.ts";
import { randomStream, type RandomKey } from "../../random/index.ts";

/**
 * Another future: bars equal to the given ones before row `from` and different from there on in every price, every range and every volume.
 * The new bars stay valid (prices above zero, high and low around open and close); times and missing values stay as they are.
 */
export function perturbFuture(bars: Bars, from: number, key: RandomKey): Bars {
  const { normal } = randomStream(key);
  const changed = mapBars(bars, (column) => column.slice());
  for (let t = from; t < bars.closeTime.length; t++) {
    changed.open[t]! *= Math.exp(0.1 * normal());
    changed.close[t]! *= Math.exp(0.1 * normal());
    changed.high[t] = around(bars.high[t]!, Math.max(changed.open[t]!, changed.close[t]!), 0.05 * Math.abs(normal()));
    changed.low[t] = around(bars.low[t]!, Math.min(changed.open[t]!, changed.close[t]!), -0.05 * Math.abs(normal()));
    changed.volume[t] = (changed.volume[t]! + 1) * Math.exp(0.5 * normal());
  }
  return changed;
}

/** A new extreme of a bar beside its open and close; a missing one stays missing, and without open and close the old one moves. */
function around(old: number, body: number, distance: number): number {
  return Number.isNaN(old) ? old : (Number.isNaN(body) ? old : body) * Math.exp(distance);
}
