import { defineAlpha } from "./defineAlpha.ts";
import { add, delta, divide, rank, stddev, subtract } from "./language.ts";

export const alpha034 = defineAlpha({
  number: 34,
  formula: "rank(((1 - rank((stddev(returns, 2) / stddev(returns, 5)))) + (1 - rank(delta(close, 1)))))",
  description: "Calm of the last two days and a falling close: rank",
  unit: "number",
}, ({ close, returns }) => rank(add(subtract(1, rank(divide(stddev(returns, 2), stddev(returns, 5)))), subtract(1, rank(delta(close, 1))))));
