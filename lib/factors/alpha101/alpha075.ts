import { defineAlpha } from "./defineAlpha.ts";
import { correlation, isLess, rank } from "./language.ts";

export const alpha075 = defineAlpha({
  number: 75,
  formula: "(rank(correlation(vwap, volume, 4.24304)) < rank(correlation(rank(low), rank(adv50), 12.4413)))",
  description: "Whether price and volume agree less than low and long volume",
  unit: "number",
}, ({ adv, low, volume, vwap }) => isLess(rank(correlation(vwap, volume, 4.24304)), rank(correlation(rank(low), rank(adv(50)), 12.4413))));
