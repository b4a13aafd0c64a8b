import { defineAlpha } from "./defineAlpha.ts";
import { correlation, delta, divide, log, negative, rank, subtract } from "./language.ts";

export const alpha002 = defineAlpha({
  number: 2,
  formula: "(-1 * correlation(rank(delta(log(volume), 2)), rank(((close - open) / open)), 6))",
  description: "Growth of volume against the day's move: ranks that part",
  unit: "number",
}, ({ close, open, volume }) => negative(correlation(rank(delta(log(volume), 2)), rank(divide(subtract(close, open), open)), 6)));
