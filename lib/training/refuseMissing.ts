import type { Windows } from "../windows/index.ts";
import { TrainingError } from "./error.ts";

/**
 * Refuses windows with nothing in them, or with a value that is not finite, and says where it stands: it would turn every weight into NaN.
 * `batchOf` tells the batch that a window would have been in.
 */
export function refuseMissing(name: string, { columns, count, features, inputs, lookback, rows, targets }: Windows, batchOf: (n: number) => string): void {
  if (count === 0) throw new TrainingError(`${name}: there is no window. Give more bars or a shorter lookback.`);
  const at = firstMissing(inputs);
  if (at >= 0) {
    const n = Math.floor(at / (lookback * features));
    const step = Math.floor(at / features) % lookback;
    throw new TrainingError(`${name}: window ${n} (row ${rows[n]}) holds ${inputs[at]} in column "${columns[at % features]}", step ${step}. It would be in ${batchOf(n)}. Clean the column or leave those rows out.`);
  }
  const n = firstMissing(targets);
  if (n >= 0) throw new TrainingError(`${name}: window ${n} (row ${rows[n]}) has the target ${targets[n]}. It would be in ${batchOf(n)}. Leave rows without a known label out.`);
}

/** Position of the first value that is not finite, −1 where all are. */
function firstMissing(values: Float32Array): number {
  for (let at = 0; at < values.length; at++) if (!Number.isFinite(values[at]!)) return at;
  return -1;
}
