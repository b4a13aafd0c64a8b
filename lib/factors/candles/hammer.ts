import { defineCandle } from "./defineCandle.ts";
import { LOWER_LONG, SHORT, UPPER_NONE } from "./mark.ts";
import { bottom, near } from "./measure.ts";

export const hammer = defineCandle({
  name: "hammer",
  taLib: "CDLHAMMER",
  description: "100: hammer, a rise to come",
  formula: "a short body with a long lower shadow and hardly an upper one, at or near the low before",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: SHORT | LOWER_LONG | UPPER_NONE }], and: (candles, t) => bottom(candles, t) <= candles.low[t - 1]! + near(candles, t - 1) },
  ],
});
