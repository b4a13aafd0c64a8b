import { defineCandle } from "./defineCandle.ts";
import { HIGHER_CLOSE, HIGHER_OPEN, LONG, UPPER_SHORT, WHITE } from "./mark.ts";
import { body, far, near, shortShadow, upperShadow, type Candles } from "./measure.ts";

export const advanceBlock = defineCandle({
  name: "advance_block",
  taLib: "CDLADVANCEBLOCK",
  source: "Morris 1992",
  description: "−100: a rise that is blocked",
  formula: "three white candles with higher closes, each opening within or near the body before, the first long with a short upper shadow; the later bodies are far smaller, or shrink under longer upper shadows",
  first: 12,
  rules: [
    { value: -100, bars: [{ is: WHITE | LONG | UPPER_SHORT }, { is: WHITE | HIGHER_CLOSE | HIGHER_OPEN }, { is: WHITE | HIGHER_CLOSE | HIGHER_OPEN }], and: (candles, t) => opensNear(candles, t - 1) && opensNear(candles, t) && weakens(candles, t) },
  ],
});

function opensNear(candles: Candles, t: number): boolean {
  return candles.open[t]! <= candles.close[t - 1]! + near(candles, t - 1);
}

function weakens(candles: Candles, t: number): boolean {
  const [first, second, third] = [body(candles, t - 2), body(candles, t - 1), body(candles, t)];
  if (second < first - far(candles, t - 2) && third < second + near(candles, t - 1)) return true;
  if (third < second - far(candles, t - 1)) return true;
  if (third >= second) return false;
  const above = upperShadow(candles, t);
  return above > third || (second < first && (above > shortShadow(candles, t) || upperShadow(candles, t - 1) > shortShadow(candles, t - 1)));
}
