import { defineAlpha } from "./defineAlpha.ts";
import { choose, isLess, rank, signedPower, stddev, subtract, tsArgMax } from "./language.ts";

export const alpha001 = defineAlpha({
  number: 1,
  formula: "(rank(Ts_ArgMax(SignedPower(((returns < 0) ? stddev(returns, 20) : close), 2.), 5)) - 0.5)",
  description: "On which of five days the close, or after a fall the volatility, was greatest: rank",
  unit: "number",
}, ({ close, returns }) => subtract(rank(tsArgMax(signedPower(choose(isLess(returns, 0), stddev(returns, 20), close), 2), 5)), 0.5));
