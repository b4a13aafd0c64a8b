import { barCount, defineFactor } from "../factor.ts";
import { highest, highestAndAge, lowest, lowestAndAge } from "../operators/index.ts";

export const extremesFactor = defineFactor({
  name: "extremes",
  family: "statistical",
  formula: "greatest and least close of the last period",
  source: "TA-Lib MAX and MIN",
  edge: "the close on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "max", description: "Greatest close", unit: "price" },
    { id: "min", description: "Least close", unit: "price" },
  ],
  defaults: [],
  example: [20],
  lines: ({ close }, { period }) => [highest(close, period), lowest(close, period)],
});

export const extremeAgesFactor = defineFactor({
  name: "extreme_ages",
  family: "statistical",
  formula: "bars since the greatest and the least close of the last period; the newest of equal ones counts",
  source: "TA-Lib MAXINDEX and MININDEX, counted back from the bar; TA-Lib takes the oldest of equals where it searches",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "max_age", description: "Bars since the greatest close", unit: "number" },
    { id: "min_age", description: "Bars since the least close", unit: "number" },
  ],
  defaults: [],
  example: [20],
  lines: ({ close }, { period }) => [highestAndAge(close, period)[1], lowestAndAge(close, period)[1]],
});
