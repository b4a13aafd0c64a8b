import type { Bars } from "../market/bars.ts";
import { LabelError } from "./error.ts";
import { closeLabel, type Horizon, type Label } from "./label.ts";
import { trailingVolatility } from "./trailingVolatility.ts";

/** Classes of a decision, by their number. */
export const POSITIONS = ["short", "neutral", "long"] as const;

export type ThreeClassesOptions = Horizon & {
  /**
   * What a move must exceed to be worth a position: so many trailing deviations of the horizon's log return (s·√horizon, s over `span` bars, default 20),
   * or the costs of entering and leaving as a share of the price.
   */
  readonly threshold?: { readonly volatility: number; readonly span?: number } | { readonly costs: number };
};

/**
 * Three classes of the log return r over the horizon: 2 long if r > threshold, 0 short if r < −threshold, else 1 neutral.
 * Default threshold: half a trailing deviation, near which the three are equally frequent where returns are normal (0.43 exactly).
 * out: [T] class; NaN in the last `horizon` rows, where a close is missing, and before the trailing deviation is known
 */
export function threeClasses(bars: Bars, { horizon = 1, threshold = { volatility: 0.5 } }: ThreeClassesOptions = {}): Label {
  const size = "costs" in threshold ? threshold.costs : threshold.volatility;
  if (!(size >= 0 && size < Infinity)) throw new LabelError(`three_classes: the threshold must be a number ≥ 0, got ${size}`);
  const label = closeLabel("three_classes", bars, horizon, (now, later) => Math.log(later / now));
  const limits = "costs" in threshold ? new Float64Array(label.values.length).fill(Math.log1p(threshold.costs)) : trailingVolatility("three_classes", bars, threshold.span ?? 20).map((s) => s * threshold.volatility * Math.sqrt(horizon));
  const values = label.values.map((move, t) => {
    const limit = limits[t]!;
    return Number.isNaN(move) || Number.isNaN(limit) ? Number.NaN : move > limit ? 2 : move < -limit ? 0 : 1;
  });
  return { ...label, values, kind: "class", classes: POSITIONS };
}
