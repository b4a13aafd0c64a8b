import { classesNamed } from "../judge/classificationMetrics.ts";
import type { OutOfFold } from "../folds/outOfFold.ts";

/** Loss of each row [N], and how a mean loss becomes the error that skill compares. */
export type Losses = { readonly reference: string; readonly of: (one: OutOfFold) => Float64Array; readonly ofReference: Float64Array; readonly error: (meanLoss: number) => number };

/**
 * Regression: squared errors beside those of persistence, compared as RMSE.
 * Classes: rows that are wrong beside those of always naming the class that came most often, which persistence of classes would flatter every model against.
 */
export function lossesOf({ actual, label, previous, task }: OutOfFold): Losses {
  if (task === "regression") {
    return {
      reference: "persistence", error: Math.sqrt,
      of: ({ forecast }) => forecast.map((f, t) => (f - actual[t]!) ** 2),
      ofReference: previous.map((f, t) => (f - actual[t]!) ** 2),
    };
  }
  const counts = new Map<number, number>();
  for (const k of actual) counts.set(k, (counts.get(k) ?? 0) + 1);
  const [commonest = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
  return {
    reference: `always "${label.classes?.[commonest] ?? commonest}"`, error: (share) => share,
    of: (one) => classesNamed(one).map((k, t) => (k === actual[t] ? 0 : 1)),
    ofReference: actual.map((k) => (k === commonest ? 0 : 1)),
  };
}
