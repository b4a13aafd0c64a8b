import { defineAlpha } from "./defineAlpha.ts";
import { correlation, isLess, rank, subtract, tsMin } from "./language.ts";

export const alpha061 = defineAlpha({
  number: 61,
  formula: "(rank((vwap - ts_min(vwap, 16.1219))) < rank(correlation(vwap, adv180, 17.9282)))",
  description: "Whether the average price's rise from its low ranks below its agreement with long volume",
  unit: "number",
}, ({ adv, vwap }) => isLess(rank(subtract(vwap, tsMin(vwap, 16.1219))), rank(correlation(vwap, adv(180), 17.9282))));
