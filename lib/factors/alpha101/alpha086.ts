import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, isLess, negative, rank, subtract, sum, tsRank } from "./language.ts";

export const alpha086 = defineAlpha({
  number: 86,
  formula: "((Ts_Rank(correlation(close, sum(adv20, 14.7444), 6.00049), 20.4195) < rank(((open + close) - (vwap + open)))) * -1)",
  description: "Close with monthly volume among twenty days against the close above the price",
  unit: "number",
}, ({ adv, close, open, vwap }) => negative(isLess(tsRank(correlation(close, sum(adv(20), 14.7444), 6.00049), 20.4195), rank(subtract(add(open, close), add(vwap, open))))));
