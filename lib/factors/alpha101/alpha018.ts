import { defineAlpha } from "./defineAlpha.ts";
import { absolute, add, correlation, negative, rank, stddev, subtract } from "./language.ts";

export const alpha018 = defineAlpha({
  number: 18,
  formula: "(-1 * rank(((stddev(abs((close - open)), 5) + (close - open)) + correlation(close, open, 10))))",
  description: "Calm candles that close low and differ from their opens: rank",
  unit: "mixed",
}, ({ close, open }) => negative(rank(add(add(stddev(absolute(subtract(close, open)), 5), subtract(close, open)), correlation(close, open, 10)))));
