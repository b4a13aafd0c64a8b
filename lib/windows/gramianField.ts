import type { Picture } from "./indicatorImage.ts";

/**
 * A series as a picture of how each pair of its steps lies together: the Gramian angular (summation) field.
 * Wang & Oates 2015, https://arxiv.org/abs/1506.00327.
 *   s = 2 (x − min) / (max − min) − 1      φ = arccos s      G_ij = cos(φ_i + φ_j)
 * The diagonal is cos 2φ, from which the series can be read again. A series that does not move has s = 0 and G = −1 everywhere.
 * in: [T]  out: T × T, between −1 and 1
 */
export function gramianField(series: Float64Array): Picture {
  const T = series.length;
  const [low, high] = [Math.min(...series), Math.max(...series)];
  const angles = series.map((x) => Math.acos(high > low ? Math.min(1, Math.max(-1, (2 * (x - low)) / (high - low) - 1)) : 0));
  const values = Float64Array.from({ length: T * T }, (_, at) => Math.cos(angles[Math.floor(at / T)]! + angles[at % T]!));
  return { height: T, width: T, values };
}
