import { notAvailable, type Measure } from "../measure.ts";
import { checkSamples } from "../samples.ts";

/** Directional accuracy of whoever always names the more frequent direction: max(ups, downs)/(ups + downs). in: [N]  out: 0.5..1; N/A if no row moved */
export function majorityDirection(actual: ArrayLike<number>, previous: ArrayLike<number>): Measure {
  const count = checkSamples("majorityDirection", { actual, previous });
  let ups = 0;
  let downs = 0;
  for (let t = 0; t < count; t++) {
    if (actual[t]! > previous[t]!) ups++;
    else if (actual[t]! < previous[t]!) downs++;
  }
  return ups + downs === 0 ? notAvailable("the actual values never move") : Math.max(ups, downs) / (ups + downs);
}
