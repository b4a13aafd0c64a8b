import { defineAlpha } from "./defineAlpha.ts";
import { absolute, add, correlation, delay, divide, multiply, negative, rank, subtract, sum, tsRank } from "./language.ts";

export const alpha036 = defineAlpha({
  number: 36,
  formula: "(((((2.21 * rank(correlation((close - open), delay(volume, 1), 15))) + (0.7 * rank((open - close)))) + (0.73 * rank(Ts_Rank(delay((-1 * returns), 6), 5)))) + rank(abs(correlation(vwap, adv20, 6)))) + (0.6 * rank((((sum(close, 200) / 200) - open) * (close - open)))))",
  description: "Five ranks: candle and volume, candle, old fall, price and volume, long mean",
  unit: "number",
}, ({ adv, close, open, returns, volume, vwap }) => add(
  add(
    add(
      add(multiply(2.21, rank(correlation(subtract(close, open), delay(volume, 1), 15))), multiply(0.7, rank(subtract(open, close)))),
      multiply(0.73, rank(tsRank(delay(negative(returns), 6), 5))),
    ),
    rank(absolute(correlation(vwap, adv(20), 6))),
  ),
  multiply(0.6, rank(multiply(subtract(divide(sum(close, 200), 200), open), subtract(close, open)))),
));
