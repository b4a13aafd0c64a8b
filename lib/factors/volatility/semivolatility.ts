import { operators } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { mean, root } from "../operators/index.ts";
import { logReturn } from "../returns/logReturn.ts";

/** Volatility of rises and of falls: root mean square of the returns on their side of 0. Log return per bar, NaN for t < period. */
export const semivolatilityFactor = defineFactor({
  name: "semivolatility",
  family: "volatility",
  formula: "upside = √(mean over period of max(r, 0)²), downside = √(mean over period of min(r, 0)²), r = ln(close/close[−1])",
  source: "Markowitz 1959; Barndorff-Nielsen, Kinnebrock and Shephard 2010",
  edge: "0 on flat prices",
  inputs: ["close"],
  parameters: { period: barCount(2, 1000) },
  outputs: [
    { id: "upside_volatility", description: "Volatility of rises", unit: "log return per bar" },
    { id: "downside_volatility", description: "Volatility of falls", unit: "log return per bar" },
  ],
  defaults: [],
  more: [[20]],
  lines: ({ close }, { period }) => {
    const [up, down] = operators("squaresBySide", [logReturn(close)], [], { delays: [0, 0] as const, start: ([x], [up, down]) => (from, to) => {
      for (let t = from; t < to; t++) {
        const square = x[t]! * x[t]!;
        up[t] = x[t]! > 0 ? square : 0;
        down[t] = x[t]! > 0 ? 0 : square;
      }
    } });
    return [root(mean(up, period)), root(mean(down, period))];
  },
});
