import { defineAlpha } from "./defineAlpha.ts";
import { add, correlation, delay, rank, subtract } from "./language.ts";

export const alpha037 = defineAlpha({
  number: 37,
  formula: "(rank(correlation(delay((open - close), 1), close, 200)) + rank((open - close)))",
  description: "Yesterday's candle against the close over 200 days, and today's candle",
  unit: "number",
}, ({ close, open }) => add(rank(correlation(delay(subtract(open, close), 1), close, 200)), rank(subtract(open, close))));
