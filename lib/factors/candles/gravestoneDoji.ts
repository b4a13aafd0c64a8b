import { defineCandle } from "./defineCandle.ts";
import { DOJI, LOWER_NONE, UPPER_SOME } from "./mark.ts";

export const gravestoneDoji = defineCandle({
  name: "gravestone_doji",
  taLib: "CDLGRAVESTONEDOJI",
  description: "100: gravestone doji",
  formula: "a doji with hardly a lower shadow and with an upper one",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: DOJI | LOWER_NONE | UPPER_SOME }] },
  ],
});
