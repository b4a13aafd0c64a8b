import { defineAlpha } from "./defineAlpha.ts";
import { correlation, delay, delta, divide, multiply, neutralise, power, sum } from "./language.ts";

export const alpha048 = defineAlpha({
  number: 48,
  formula: "(indneutralize(((correlation(delta(close, 1), delta(delay(close, 1), 1), 250) * delta(close, 1)) / close), IndClass.subindustry) / sum(((delta(close, 1) / delay(close, 1))^2), 250))",
  description: "Autocorrelation of moves times the move, neutral to the subindustry, by a year's squares",
  unit: "number",
}, ({ close }) => divide(
  neutralise(divide(multiply(correlation(delta(close, 1), delta(delay(close, 1), 1), 250), delta(close, 1)), close), "subindustry"),
  sum(power(divide(delta(close, 1), delay(close, 1)), 2), 250),
));
