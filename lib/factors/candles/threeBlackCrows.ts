import { defineCandle } from "./defineCandle.ts";
import { LOWER_CLOSE, LOWER_NONE, LOWER_OPEN, OPENS_ABOVE_CLOSE, WHITE } from "./mark.ts";

export const threeBlackCrows = defineCandle({
  name: "three_black_crows",
  taLib: "CDL3BLACKCROWS",
  description: "−100: three black crows, a fall to come",
  formula: "behind a white candle three black ones with hardly a lower shadow, each opening within the body before and closing lower; the first closes below the white one's high",
  first: 13,
  rules: [
    { value: -100, bars: [{ is: WHITE }, { is: LOWER_NONE, not: WHITE }, { is: LOWER_NONE | LOWER_OPEN | OPENS_ABOVE_CLOSE | LOWER_CLOSE, not: WHITE }, { is: LOWER_NONE | LOWER_OPEN | OPENS_ABOVE_CLOSE | LOWER_CLOSE, not: WHITE }], and: ({ high, close }, t) => high[t - 3]! > close[t - 2]! },
  ],
});
