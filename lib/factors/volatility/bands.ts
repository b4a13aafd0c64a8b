import { operator, type Line } from "../engine/line.ts";
import { minus, plus } from "../operators/index.ts";

/** Lines around a middle one, how far they are apart as a share of it, and where a price stands between them. */
export type Bands = { readonly upper: Line; readonly middle: Line; readonly lower: Line; readonly width: Line; readonly position: Line };

/** Bands `half` above and below a middle. Position is 0 at the lower band, 1 at the upper, ½ where they meet in all digits of the middle. */
export function bands(price: Line, middle: Line, half: Line): Bands {
  return { upper: plus(middle, half), middle, lower: minus(middle, half), width: bandWidth(middle, half), position: bandPosition(price, middle, half) };
}

function bandWidth(middle: Line, half: Line): Line {
  return operator("bandWidth", [middle, half], [], { start: ([middle, half], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (2 * half[t]!) / middle[t]!;
  } });
}

function bandPosition(price: Line, middle: Line, half: Line): Line {
  return operator("bandPosition", [price, middle, half], [], { start: ([price, middle, half], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = middle[t]! + half[t]! === middle[t] ? 0.5 : 0.5 + (price[t]! - middle[t]!) / (2 * half[t]!);
  } });
}
