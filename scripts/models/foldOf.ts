import type { Dataset, FoldPlan } from "../../lib/evaluation/index.ts";
import type { ScalerKind } from "../../lib/scaling/index.ts";

/** One fold in order of time: the last `testShare` of the rows is foretold, as far as their labels are known; all rows before it but those of the label's horizon are learnt from. */
export function chronologicalFold({ closeTime, label }: Dataset, { lookback, scaler, testShare, validationShare }: { readonly lookback: number; readonly scaler: ScalerKind; readonly testShare: number; readonly validationShare: number }): FoldPlan {
  const rows = closeTime.length;
  const cut = rows - Math.ceil(rows * testShare);
  return { folds: [{ train: { from: 0, to: Math.max(0, cut - label.horizon) }, test: { from: cut, to: rows - label.horizon } }], lookback, scaler, validationShare };
}
