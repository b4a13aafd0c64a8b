import { defineAlpha } from "./defineAlpha.ts";
import { add, multiply, subtract, tsRank } from "./language.ts";

export const alpha035 = defineAlpha({
  number: 35,
  formula: "((Ts_Rank(volume, 32) * (1 - Ts_Rank(((close + high) - low), 16))) * (1 - Ts_Rank(returns, 32)))",
  description: "High volume, low range-adjusted close and low return among a month",
  unit: "number",
}, ({ close, high, low, returns, volume }) => multiply(multiply(tsRank(volume, 32), subtract(1, tsRank(subtract(add(close, high), low), 16))), subtract(1, tsRank(returns, 32))));
