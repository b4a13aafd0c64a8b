import { defineAlpha } from "./defineAlpha.ts";
import { blend, correlation, decayLinear, delta, lesser, negative, neutralise, rank, tsRank } from "./language.ts";

export const alpha082 = defineAlpha({
  number: 82,
  formula: "(min(rank(decay_linear(delta(open, 1.46063), 14.8717)), Ts_Rank(decay_linear(correlation(IndNeutralize(volume, IndClass.sector), ((open * 0.634196) + (open * (1 - 0.634196))), 17.4842), 6.92131), 13.4283)) * -1)",
  description: "The lesser of two: rise of the open, or neutral volume's agreement with the open, reversed",
  unit: "number",
}, ({ open, volume }) => negative(
  lesser(
    rank(decayLinear(delta(open, 1.46063), 14.8717)),
    tsRank(decayLinear(correlation(neutralise(volume, "sector"), blend(open, open, 0.634196), 17.4842), 6.92131), 13.4283),
  ),
));
