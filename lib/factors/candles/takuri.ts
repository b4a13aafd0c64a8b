import { defineCandle } from "./defineCandle.ts";
import { DOJI, LOWER_LONG, UPPER_NONE } from "./mark.ts";
import { body, lowerShadow } from "./measure.ts";

export const takuri = defineCandle({
  name: "takuri",
  taLib: "CDLTAKURI",
  source: "Morris 1992",
  description: "100: takuri, a dragonfly doji with a very long lower shadow",
  formula: "a doji with hardly an upper shadow and a lower one longer than twice the body",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: DOJI | UPPER_NONE | LOWER_LONG }], and: (candles, t) => lowerShadow(candles, t) > 2 * body(candles, t) },
  ],
});
