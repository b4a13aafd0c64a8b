import { operator, type Line } from "../engine/line.ts";

/** Typical price: (high + low + close)/3. */
export function typicalPrice(high: Line, low: Line, close: Line): Line {
  return operator("typicalPrice", [high, low, close], [], { start: ([high, low, close], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (high[t]! + low[t]! + close[t]!) / 3;
  } });
}
