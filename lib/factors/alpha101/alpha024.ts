import { defineAlpha } from "./defineAlpha.ts";
import { choose, delay, delta, divide, isAtMost, negative, subtract, sum, tsMin } from "./language.ts";

export const alpha024 = defineAlpha({
  number: 24,
  formula: "((((delta((sum(close, 100) / 100), 100) / delay(close, 100)) < 0.05) || ((delta((sum(close, 100) / 100), 100) / delay(close, 100)) == 0.05)) ? (-1 * (close - ts_min(close, 100))) : (-1 * delta(close, 3)))",
  description: "Depth above the hundred-day low while the long mean stands still, else reversal of three days",
  unit: "price",
}, ({ close }) => choose(
  isAtMost(divide(delta(divide(sum(close, 100), 100), 100), delay(close, 100)), 0.05),
  negative(subtract(close, tsMin(close, 100))),
  negative(delta(close, 3)),
));
