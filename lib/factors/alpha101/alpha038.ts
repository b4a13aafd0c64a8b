import { defineAlpha } from "./defineAlpha.ts";
import { divide, multiply, negative, rank, tsRank } from "./language.ts";

export const alpha038 = defineAlpha({
  number: 38,
  formula: "((-1 * rank(Ts_Rank(close, 10))) * rank((close / open)))",
  description: "Low close among ten days with a close above the open, reversed",
  unit: "number",
}, ({ close, open }) => multiply(negative(rank(tsRank(close, 10))), rank(divide(close, open))));
