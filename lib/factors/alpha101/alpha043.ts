import { defineAlpha } from "./defineAlpha.ts";
import { delta, divide, multiply, negative, tsRank } from "./language.ts";

export const alpha043 = defineAlpha({
  number: 43,
  formula: "(ts_rank((volume / adv20), 20) * ts_rank((-1 * delta(close, 7)), 8))",
  description: "Relative volume among twenty days, with a seven-day fall among eight",
  unit: "number",
}, ({ adv, close, volume }) => multiply(tsRank(divide(volume, adv(20)), 20), tsRank(negative(delta(close, 7)), 8)));
