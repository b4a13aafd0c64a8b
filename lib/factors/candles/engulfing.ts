import { defineCandle } from "./defineCandle.ts";
import { CLOSES_ABOVE_OPEN, CLOSES_BELOW_OPEN, OPENS_ABOVE_CLOSE, OPENS_BELOW_CLOSE, WHITE } from "./mark.ts";
import { type Candles } from "./measure.ts";

export const engulfing = defineCandle({
  name: "engulfing",
  taLib: "CDLENGULFING",
  description: "100: white body engulfs black, −100: black engulfs white; ±80 where one end of the bodies is the same",
  formula: "a body that holds the one before, of the other colour, within it",
  first: 2,
  rules: [
    { value: 100, bars: [{ not: WHITE }, { is: WHITE | CLOSES_ABOVE_OPEN | OPENS_BELOW_CLOSE }] },
    { value: 80, bars: [{ not: WHITE }, { is: WHITE, not: CLOSES_BELOW_OPEN | OPENS_ABOVE_CLOSE }], and: hasOneEqualEnd },
    { value: -100, bars: [{ is: WHITE }, { is: CLOSES_BELOW_OPEN | OPENS_ABOVE_CLOSE, not: WHITE }] },
    { value: -80, bars: [{ is: WHITE }, { not: WHITE | CLOSES_ABOVE_OPEN | OPENS_BELOW_CLOSE }], and: hasOneEqualEnd },
  ],
});

function hasOneEqualEnd({ open, close }: Candles, t: number): boolean {
  return (open[t] === close[t - 1]) !== (close[t] === open[t - 1]);
}
