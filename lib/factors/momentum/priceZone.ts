import { operator } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { ema, over, scaled } from "../operators/index.ts";

/** Price zone oscillator: average of the close with the sign of its change, as a share of the average close. Percent, NaN for t < period. Khalil and Steckler 2011. */
export const priceZoneFactor = defineFactor({
  name: "price_zone",
  family: "momentum",
  formula: "100·EMA(±close)/EMA(close) over period, plus where the close rose, minus where it fell, 0 where it stayed",
  source: "Khalil and Steckler 2011",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [{ id: "price_zone", description: "Average close with the sign of its change, as a share of the average close", unit: "percent" }],
  defaults: [],
  more: [[14]],
  lines: ({ close }, { period }) => {
    const signed = operator("closeBySign", [close], [], { delay: 1, lookback: 1, start: ([close], [out]) => (from, to) => {
      for (let t = from; t < to; t++) out[t] = close[t]! * Math.sign(close[t]! - close[t - 1]!);
    } });
    return [scaled(over(ema(signed, period), ema(close, period)), 100)];
  },
});
