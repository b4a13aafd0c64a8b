import { defineCandle } from "./defineCandle.ts";
import { LONG, LOWER_NONE, UPPER_NONE, WHITE } from "./mark.ts";

export const beltHold = defineCandle({
  name: "belt_hold",
  taLib: "CDLBELTHOLD",
  description: "100: white belt hold, −100: black belt hold",
  formula: "a long candle that opens at its end: white with hardly a lower shadow, black with hardly an upper one",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: LONG | WHITE | LOWER_NONE }] },
    { value: -100, bars: [{ is: LONG | UPPER_NONE, not: WHITE }] },
  ],
});
