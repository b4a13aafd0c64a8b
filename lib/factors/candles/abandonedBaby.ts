import { defineCandle } from "./defineCandle.ts";
import { DOJI, LONG, WHITE } from "./mark.ts";
import { body } from "./measure.ts";

export const abandonedBaby = defineCandle({
  name: "abandoned_baby",
  taLib: "CDLABANDONEDBABY",
  description: "100: abandoned baby at a low, −100: at a high",
  formula: "a long candle; a doji whose whole range is beyond it; a candle of the other colour, longer than the mean, whose whole range is back, closing into the first body by more than the penetration",
  first: 12,
  penetration: 0.3,
  rules: [
    { value: 100, bars: [{ is: LONG, not: WHITE }, { is: DOJI }, { is: LONG | WHITE }], and: (candles, t, share) => candles.high[t - 1]! < candles.low[t - 2]! && candles.low[t]! > candles.high[t - 1]! && candles.close[t]! > candles.close[t - 2]! + body(candles, t - 2) * share },
    { value: -100, bars: [{ is: LONG | WHITE }, { is: DOJI }, { is: LONG, not: WHITE }], and: (candles, t, share) => candles.low[t - 1]! > candles.high[t - 2]! && candles.high[t]! < candles.low[t - 1]! && candles.close[t]! < candles.close[t - 2]! - body(candles, t - 2) * share },
  ],
});
