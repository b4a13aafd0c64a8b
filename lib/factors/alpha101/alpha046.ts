import { defineAlpha } from "./defineAlpha.ts";
import { choose, delay, divide, isLess, negative, subtract } from "./language.ts";

export const alpha046 = defineAlpha({
  number: 46,
  formula: "((0.25 < (((delay(close, 20) - delay(close, 10)) / 10) - ((delay(close, 10) - close) / 10))) ? (-1 * 1) : (((((delay(close, 20) - delay(close, 10)) / 10) - ((delay(close, 10) - close) / 10)) < 0) ? 1 : ((-1 * 1) * (close - delay(close, 1)))))",
  description: "Slope of the last ten days against the ten before: −1, 1 or reversal of the day",
  unit: "mixed",
}, ({ close }) => choose(
  isLess(0.25, subtract(divide(subtract(delay(close, 20), delay(close, 10)), 10), divide(subtract(delay(close, 10), close), 10))),
  -1,
  choose(
    isLess(subtract(divide(subtract(delay(close, 20), delay(close, 10)), 10), divide(subtract(delay(close, 10), close), 10)), 0),
    1,
    negative(subtract(close, delay(close, 1))),
  ),
));
