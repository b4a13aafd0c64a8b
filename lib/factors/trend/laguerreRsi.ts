import { operator, type Line } from "../engine/line.ts";
import { defineFactor } from "../factor.ts";
import { LAGUERRE, laguerreStages } from "./laguerreFilter.ts";

/** Rises between neighbouring stages as a share of all movement between them. Ratio, ½ where they are equal. */
function laguerreRsi(x: Line, gamma: number): Line {
  const [first, second, third, fourth] = laguerreStages(x, gamma);
  return operator("laguerreRsi", [first, second, third, fourth], [], { start: ([l0, l1, l2, l3], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const [a, b, c] = [l0[t]! - l1[t]!, l1[t]! - l2[t]!, l2[t]! - l3[t]!];
      const rises = Math.max(a, 0) + Math.max(b, 0) + Math.max(c, 0);
      const moves = Math.abs(a) + Math.abs(b) + Math.abs(c);
      out[t] = moves === 0 ? 0.5 : rises / moves;
    }
  } });
}

export const laguerreRsiFactor = defineFactor({
  name: "laguerre_rsi",
  family: "trend",
  formula: "Σ max(lₖ₋₁ − lₖ, 0) / Σ |lₖ₋₁ − lₖ| over the four stages of the Laguerre filter",
  source: LAGUERRE.source,
  edge: "½ on flat prices",
  inputs: ["close"],
  parameters: { gamma: LAGUERRE.gamma },
  outputs: [{ id: "laguerre_rsi", description: "Laguerre RSI: share of rises between the filter's stages, 0 to 1", unit: "ratio" }],
  defaults: [],
  more: [[0.5]],
  lines: ({ close }, { gamma }) => [laguerreRsi(close, gamma)],
});
