import { normalProbability } from "../../analysis/normal.ts";
import type { Measure } from "../measure.ts";
import type { Sample } from "../moments.ts";
import type { ReturnOptions } from "../returns/returnOptions.ts";
import { sharpeShape, sharpeVarianceFactor, type SharpeShape } from "./sharpeShape.ts";

/**
 * Probabilistic Sharpe ratio: how sure the sample is that the true Sharpe ratio lies above a benchmark,
 * Φ((SR − SR*)·√(N − 1)/√(1 − γ₃·SR + (γ₄ − 1)/4·SR²)). Bailey and López de Prado 2012, The Sharpe ratio efficient frontier.
 * in: simple returns [N] or their moments, `benchmark` an annualised Sharpe ratio  out: 0..1, above 0.95 is beyond chance; N/A below `fewest` returns
 */
export function probabilisticSharpe(returns: Sample, { benchmark = 0, fewest = 30, periodsPerYear = 252 }: ReturnOptions & { readonly benchmark?: number } = {}): Measure {
  const shape = sharpeShape(returns, fewest);
  return "reason" in shape ? shape : probabilityAbove(shape, benchmark / Math.sqrt(periodsPerYear));
}

/** The same from the shape of the returns and a benchmark a period. */
export function probabilityAbove(shape: SharpeShape, benchmark: number): number {
  return normalProbability(((shape.sharpe - benchmark) * Math.sqrt(shape.count - 1)) / Math.sqrt(sharpeVarianceFactor(shape)));
}
