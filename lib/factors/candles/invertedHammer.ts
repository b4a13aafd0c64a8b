import { defineCandle } from "./defineCandle.ts";
import { GAP_DOWN, LOWER_NONE, SHORT, UPPER_LONG } from "./mark.ts";

export const invertedHammer = defineCandle({
  name: "inverted_hammer",
  taLib: "CDLINVERTEDHAMMER",
  description: "100: inverted hammer, a rise to come",
  formula: "a short body below the one before, with a long upper shadow and hardly a lower one",
  first: 11,
  rules: [
    { value: 100, bars: [{ is: SHORT | UPPER_LONG | LOWER_NONE | GAP_DOWN }] },
  ],
});
