import { defineFactor } from "../factor.ts";
import { distance, lag, minus, plus, scaled, typicalPrice } from "../operators/index.ts";

/** Floor pivots of the bar before, as they stand for this bar: on daily bars those of the day before. Price (distance: ratio), NaN on the first row. */
export const pivotPointsFactor = defineFactor({
  name: "pivot",
  family: "trend",
  formula: "pivot = (high + low + close)/3 of the bar before; r1 = 2·pivot − low, s1 = 2·pivot − high, r2 = pivot + (high − low), s2 = pivot − (high − low), all of the bar before; distance = close/pivot − 1",
  source: "Person 2004, A Complete Guide to Technical Trading Tactics",
  edge: "all the price itself on flat prices",
  inputs: ["high", "low", "close"],
  parameters: {},
  outputs: [
    { id: "pivot", description: "Pivot of the bar before", unit: "price" },
    { id: "pivot_r1", description: "First resistance", unit: "price" },
    { id: "pivot_s1", description: "First support", unit: "price" },
    { id: "pivot_r2", description: "Second resistance", unit: "price" },
    { id: "pivot_s2", description: "Second support", unit: "price" },
    { id: "pivot_distance", description: "Distance of the close to the pivot of the bar before", unit: "ratio" },
  ],
  defaults: [],
  lines: ({ high, low, close }) => {
    const [top, bottom, pivot] = [lag(high, 1), lag(low, 1), lag(typicalPrice(high, low, close), 1)];
    const twice = scaled(pivot, 2);
    const range = minus(top, bottom);
    return [pivot, minus(twice, bottom), minus(twice, top), plus(pivot, range), minus(pivot, range), distance(close, pivot)];
  },
});
