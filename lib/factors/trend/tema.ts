import { operator, type Line } from "../engine/line.ts";
import { ema } from "../operators/index.ts";
import { movingAverage } from "./movingAverage.ts";

/** Triple exponential moving average: 3·(e − EMA(e)) + EMA(EMA(e)), e the EMA. Price, NaN for t < 3·(period − 1). Mulloy 1994. */
export function tripleEma(x: Line, period: number): Line {
  const first = ema(x, period);
  const second = ema(first, period);
  return operator("tripleEma", [first, second, ema(second, period)], [], { start: ([first, second, third], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = 3 * (first[t]! - second[t]!) + third[t]!;
  } });
}

export const temaFactor = movingAverage({
  name: "tema",
  words: "Triple exponential moving average",
  formula: "3·(e − EMA(e)) + EMA(EMA(e)), e = EMA(close)",
  source: "Mulloy 1994; TA-Lib TEMA",
  average: ({ close }, period) => tripleEma(close, period),
  more: [[10], [20], [50]],
});
