import { StatisticsError } from "../error.ts";
import { notAvailable, type Measure } from "../measure.ts";
import type { Sample } from "../moments.ts";
import { normalQuantile } from "../normal.ts";
import type { ReturnOptions } from "../returns/returnOptions.ts";
import { sharpeShape, sharpeVarianceFactor, type SharpeShape } from "./sharpeShape.ts";

/**
 * Minimum track record length: how many returns like these are needed before the Sharpe ratio lies above a benchmark beyond chance,
 * 1 + (1 − γ₃·SR + (γ₄ − 1)/4·SR²)·(Φ⁻¹(confidence)/(SR − SR*))². Bailey and López de Prado 2012.
 * in: simple returns [N] or their moments, `benchmark` an annualised Sharpe ratio  out: returns, not years; N/A below `fewest` returns or if the Sharpe ratio is not above the benchmark
 */
export function minimumTrackRecord(returns: Sample, { benchmark = 0, confidence = 0.95, fewest = 30, periodsPerYear = 252 }: ReturnOptions & { readonly benchmark?: number; readonly confidence?: number } = {}): Measure {
  if (!(confidence > 0.5 && confidence < 1)) throw new StatisticsError(`minimumTrackRecord: the confidence must lie between 0.5 and 1, got ${confidence}`);
  const shape = sharpeShape(returns, fewest);
  if ("reason" in shape) return shape;
  return shape.sharpe * Math.sqrt(periodsPerYear) > benchmark ? trackRecordLength(shape, benchmark / Math.sqrt(periodsPerYear), confidence) : notAvailable(`the Sharpe ratio is not above ${benchmark}, no record is long enough`);
}

/** The same from the shape of the returns and a benchmark a period that is below its Sharpe ratio. */
export function trackRecordLength(shape: Omit<SharpeShape, "count">, benchmark: number, confidence: number): number {
  return 1 + sharpeVarianceFactor(shape) * (normalQuantile(confidence) / (shape.sharpe - benchmark)) ** 2;
}
