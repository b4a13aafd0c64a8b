import { operator, type Line } from "../engine/line.ts";
import { FactorError } from "../error.ts";
import { barCount, defineFactor } from "../factor.ts";
import { jointRegression } from "../operators/jointRegression.ts";
import { logReturn } from "../returns/logReturn.ts";

/** √(squares/freedom). */
function residualDeviation(squares: Line, freedom: number): Line {
  return operator("residualDeviation", [squares], [freedom], { start: ([squares], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = Math.sqrt(squares[t]! / freedom);
  } });
}

/** 1 − residuals/squares; 0 where there is nothing to explain. */
function explainedShare(residuals: Line, squares: Line): Line {
  return operator("explainedShare", [residuals, squares], [], { start: ([residuals, squares], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = squares[t]! > 0 ? Math.max(0, 1 - residuals[t]! / squares[t]!) : 0;
  } });
}

export const exposureFactor = defineFactor({
  name: "exposure",
  family: "cross-asset",
  formula: "slope b of the reference in r = a + b·r′ + Σ c·r″ + e over period bars, r″ the log returns of the references behind `given`; idiosyncratic volatility = √(Σe²/(period − references − 1)), explained share = 1 − Σe²/Σ(r − r̄)²",
  source: "Fama and French 1993, regression of an asset on factor returns; Carhart 1997",
  edge: "slope 0 of a reference that does not move or that the references before it in the alphabet explain; explained share 0 where the asset does not move",
  inputs: ["close", "reference.close"],
  joint: true,
  parameters: { period: barCount(5, 1000) },
  outputs: [
    { id: "exposure", description: "Exposure to the reference, those given held still", unit: "ratio" },
    { id: "idiosyncratic_vol", description: "Standard deviation of the return that the references do not explain", unit: "log return per bar" },
    { id: "explained_share", description: "Share of the variance that the references explain", unit: "ratio" },
  ],
  defaults: [],
  more: [[60], [120]],
  lines: ({ close, given, "reference.close": reference }, { period }) => {
    const references = [reference, ...Object.values(given)].sort((a, b) => (a.key < b.key ? -1 : 1));
    const freedom = period - references.length - 1;
    if (freedom < 1) throw new FactorError(`an exposure to ${references.length} references needs a period of ${references.length + 2} or more, got ${period}`);
    const { residualSquares, slopes, squares } = jointRegression(logReturn(close), references.map((each) => logReturn(each)), period);
    return [slopes[references.indexOf(reference)]!, residualDeviation(residualSquares, freedom), explainedShare(residualSquares, squares)];
  },
});
