import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor, type BarLines } from "../factor.ts";
import { distance, highest, lag, lowest, middle } from "../operators/index.ts";

function midprice({ high, low }: Pick<BarLines, "high" | "low">, period: number): Line {
  return middle(highest(high, period), lowest(low, period));
}

/** 1 where x is above both lines, −1 where it is below both, else 0. */
function sideOf(x: Line, one: Line, other: Line): Line {
  return operator("sideOf", [x, one, other], [], { start: ([x, one, other], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const value = x[t]!;
      out[t] = value > one[t]! && value > other[t]! ? 1 : value < one[t]! && value < other[t]! ? -1 : 0;
    }
  } });
}

/**
 * Ichimoku lines as a chart shows them at the present bar: the spans are drawn `base` bars ahead, so those that stand here were computed `base` bars ago.
 * The lagging line, which a chart draws `base` bars back, compares the close with the close of that bar. Nothing later than the bar is read. Hosoda 1969.
 */
export const ichimokuFactor = defineFactor({
  name: "ichimoku",
  family: "trend",
  formula: "conversion, base, slow = (highest high + lowest low)/2 of their periods; span_a = (conversion + base)/2 and span_b = slow of base bars ago; lagging = close/close[−base] − 1; cloud = ±1 above, below both spans",
  source: "Hosoda 1969; Elliott 2007; pandas-ta ichimoku",
  edge: "the price itself on flat prices, lagging and cloud 0",
  inputs: ["high", "low", "close"],
  parameters: { conversion: barCount(2, 500), base: barCount(2, 500), slow: barCount(2, 1000) },
  outputs: [
    { id: "ichimoku_conversion", description: "Conversion line (tenkan)", unit: "price" },
    { id: "ichimoku_base", description: "Base line (kijun)", unit: "price" },
    { id: "ichimoku_span_a", description: "Leading span A as drawn at this bar", unit: "price" },
    { id: "ichimoku_span_b", description: "Leading span B as drawn at this bar", unit: "price" },
    { id: "ichimoku_lagging", description: "Lagging line: the close beside that of base bars ago", unit: "ratio" },
    { id: "ichimoku_cloud", description: "1 above the cloud of the two spans, −1 below it, 0 in it", unit: "flag" },
  ],
  defaults: [],
  more: [[9, 26, 52]],
  lines: (bar, { conversion: fast, base: period, slow }) => {
    const [conversion, base] = [midprice(bar, fast), midprice(bar, period)];
    const [spanA, spanB] = [lag(middle(conversion, base), period), lag(midprice(bar, slow), period)];
    return [conversion, base, spanA, spanB, distance(bar.close, lag(bar.close, period)), sideOf(bar.close, spanA, spanB)];
  },
});
