import { defineCandle } from "./defineCandle.ts";
import { DOJI, LOWER_SOME, UPPER_NONE } from "./mark.ts";

export const dragonflyDoji = defineCandle({
  name: "dragonfly_doji",
  taLib: "CDLDRAGONFLYDOJI",
  description: "100: dragonfly doji",
  formula: "a doji with hardly an upper shadow and with a lower one",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: DOJI | UPPER_NONE | LOWER_SOME }] },
  ],
});
