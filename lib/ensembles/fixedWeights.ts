import { EnsembleError } from "./error.ts";
import type { Weights } from "./members.ts";

/** Weights chosen beforehand, scaled to add up to 1. in: parts ≥ 0 by model, `{ lstm: 3, conv: 2 }` */
export function fixedWeights(parts: Readonly<Record<string, number>>): Weights {
  const entries = Object.entries(parts);
  for (const [name, part] of entries) {
    if (!(part >= 0 && Number.isFinite(part))) throw new EnsembleError(`fixedWeights: the part of "${name}" is ${part}; a part is a number ≥ 0`);
  }
  const sum = entries.reduce((total, [, part]) => total + part, 0);
  if (sum === 0) throw new EnsembleError("fixedWeights: no model has a part above 0; give at least one");
  return Object.fromEntries(entries.map(([name, part]) => [name, part / sum]));
}

/** Two convolutions, two LSTMs and two temporal convolutions, as users of such systems weight them. */
export const SIX_MODEL_WEIGHTS: Weights = { conv1: 0.1, conv2: 0.1, lstm1: 0.15, lstm2: 0.15, tcn1: 0.25, tcn2: 0.25 };
