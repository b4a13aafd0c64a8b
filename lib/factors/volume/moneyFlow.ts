import { operator, type Line } from "../engine/line.ts";

/** What volume factors read of a bar. */
export type TradedBar = { readonly high: Line; readonly low: Line; readonly close: Line; readonly volume: Line };

/** Money flow of each bar: volume·((close − low) − (high − close))/(high − low), 0 where high and low are equal. Volume, from the first row. Chaikin. */
export function moneyFlow({ high, low, close, volume }: TradedBar): Line {
  return operator("moneyFlow", [high, low, close, volume], [], { start: ([high, low, close, volume], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const range = high[t]! - low[t]!;
      out[t] = range === 0 ? 0 : (volume[t]! * (close[t]! - low[t]! - (high[t]! - close[t]!))) / range;
    }
  } });
}
