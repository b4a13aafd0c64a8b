import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, isLess, negative, rank, sum } from "./language.ts";

export const alpha074 = defineAlpha({
  number: 74,
  formula: "((rank(correlation(close, sum(adv30, 37.4843), 15.1365)) < rank(correlation(rank(((high * 0.0261661) + (vwap * (1 - 0.0261661)))), rank(volume), 11.4791))) * -1)",
  description: "Close with monthly volume against high price with volume",
  unit: "number",
}, ({ adv, close, high, volume, vwap }) => negative(
  isLess(rank(correlation(close, sum(adv(30), 37.4843), 15.1365)), rank(correlation(rank(blend(high, vwap, 0.0261661)), rank(volume), 11.4791))),
));
