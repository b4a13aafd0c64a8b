import { defineCandle } from "./defineCandle.ts";
import { DOJI, LOWER_LONG, UPPER_LONG } from "./mark.ts";

export const longLeggedDoji = defineCandle({
  name: "long_legged_doji",
  taLib: "CDLLONGLEGGEDDOJI",
  description: "100: long-legged doji",
  formula: "a doji with at least one shadow longer than its body",
  first: 10,
  rules: [
    { value: 100, bars: [{ is: DOJI | LOWER_LONG }] },
    { value: 100, bars: [{ is: DOJI | UPPER_LONG }] },
  ],
});
