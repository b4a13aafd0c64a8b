import { defineAlpha } from "./defineAlpha.ts";
import { choose, delay, divide, isLess, negative, subtract } from "./language.ts";

export const alpha049 = defineAlpha({
  number: 49,
  formula: "(((((delay(close, 20) - delay(close, 10)) / 10) - ((delay(close, 10) - close) / 10)) < (-1 * 0.1)) ? 1 : ((-1 * 1) * (close - delay(close, 1))))",
  description: "Reversal of the day unless the fall has slowed by a tenth a day: then 1",
  unit: "mixed",
}, ({ close }) => choose(
  isLess(subtract(divide(subtract(delay(close, 20), delay(close, 10)), 10), divide(subtract(delay(close, 10), close), 10)), -0.1),
  1,
  negative(subtract(close, delay(close, 1))),
));
