import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, divide, isLess, negative, rank, sum } from "./language.ts";

export const alpha099 = defineAlpha({
  number: 99,
  formula: "((rank(correlation(sum(((high + low) / 2), 19.8975), sum(adv60, 19.8975), 8.8136)) < rank(correlation(low, volume, 6.28259))) * -1)",
  description: "Middle with long volume against low with volume",
  unit: "number",
}, ({ adv, high, low, volume }) => negative(isLess(rank(correlation(sum(divide(add(high, low), 2), 19.8975), sum(adv(60), 19.8975), 8.8136)), rank(correlation(low, volume, 6.28259)))));
