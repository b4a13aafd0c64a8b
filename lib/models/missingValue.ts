import type { Windows } from "../windows/index.ts";

/** A value that no model can take: the window that holds it, where in that window, and what to do. */
export type MissingValue = { readonly window: number; readonly fact: string; readonly remedy: string };

/** The first input or target that is NaN or infinite, inputs first; undefined where all are finite. One such value would turn every weight into NaN. */
export function missingValue({ columns, features, inputs, lookback, rows, targets }: Windows): MissingValue | undefined {
  const at = firstMissing(inputs);
  if (at >= 0) {
    const window = Math.floor(at / (lookback * features));
    const step = Math.floor(at / features) % lookback;
    return { window, fact: `window ${window} (row ${rows[window]}) holds ${inputs[at]} in column "${columns[at % features]}", step ${step}`, remedy: "Clean the column or leave those rows out." };
  }
  const window = firstMissing(targets);
  if (window < 0) return undefined;
  return { window, fact: `window ${window} (row ${rows[window]}) has the target ${targets[window]}`, remedy: "Leave rows without a known label out." };
}

/** Position of the first value that is not finite, −1 where all are. */
function firstMissing(values: Float32Array): number {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at]!)) return at;
  return -1;
}
