import { defineAlpha } from "./defineAlpha.ts";
import { choose, delay, divide, isLess, negative, subtract } from "./language.ts";

export const alpha051 = defineAlpha({
  number: 51,
  formula: "(((((delay(close, 20) - delay(close, 10)) / 10) - ((delay(close, 10) - close) / 10)) < (-1 * 0.05)) ? 1 : ((-1 * 1) * (close - delay(close, 1))))",
  description: "Reversal of the day unless the fall has slowed by a twentieth a day: then 1",
  unit: "mixed",
}, ({ close }) => choose(
  isLess(subtract(divide(subtract(delay(close, 20), delay(close, 10)), 10), divide(subtract(delay(close, 10), close), 10)), -0.05),
  1,
  negative(subtract(close, delay(close, 1))),
));
