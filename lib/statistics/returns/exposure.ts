import { checkSamples } from "../samples.ts";

/** Share of bars at whose close a position is held. in: held positions [N]  out: 0..1 */
export function exposure(positions: ArrayLike<number>): number {
  const count = positions.length;
  let held = 0;
  let sum = 0;
  for (let t = 0; t < count; t++) {
    const units = positions[t]!;
    if (units !== 0) held++;
    sum += units;
  }
  if (count === 0 || !Number.isFinite(sum)) checkSamples("exposure", { positions });
  return held / count;
}
