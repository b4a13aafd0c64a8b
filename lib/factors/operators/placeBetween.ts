import { operator, type Line } from "../engine/line.ts";

/** Where x stands from `least` 0 to `most` 1, not limited to these; ½ where they are equal. */
export function placeBetween(x: Line, least: Line, most: Line): Line {
  return operator("placeBetween", [x, least, most], [], { start: ([x, least, most], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = most[t] === least[t] ? 0.5 : (x[t]! - least[t]!) / (most[t]! - least[t]!);
  } });
}
