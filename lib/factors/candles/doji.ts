import { defineCandle } from "./defineCandle.ts";
import { DOJI } from "./mark.ts";

export const doji = defineCandle({
  name: "doji",
  taLib: "CDLDOJI",
  description: "100: doji, open and close alike",
  formula: "a body of at most a tenth of the mean range of ten candles",
  edge: "100 on flat prices: there is no body",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: DOJI }] },
  ],
});
