import { checkSamples } from "../samples.ts";

/** Share of bars at whose close a position is held. in: held positions [N]  out: 0..1 */
export function exposure(positions: ArrayLike<number>): number {
  const count = checkSamples("exposure", { positions });
  let held = 0;
  for (let t = 0; t < count; t++) if (positions[t] !== 0) held++;
  return held / count;
}
