import { operator, type Line } from "../engine/line.ts";
import { comoments } from "./comoments.ts";

/** Pearson correlation of the last `period` pairs, −1 to 1; 0 where x or y does not vary. */
export function correlation(x: Line, y: Line, period: number): Line {
  const { xx, xy, yy } = comoments(x, y, period);
  return operator("correlation", [xx, yy, xy], [], { start: ([xx, yy, xy], [out]) => (from, to) => {
    for (let t = from; t < to; t++) {
      const scale = Math.sqrt(xx[t]!) * Math.sqrt(yy[t]!);
      const ratio = scale === 0 ? 0 : xy[t]! / scale;
      out[t] = ratio > 1 ? 1 : ratio < -1 ? -1 : ratio;
    }
  } });
}

/** Slope of the least squares line of y on x over the last `period` pairs; 0 where x does not vary. */
export function slopeOn(y: Line, x: Line, period: number): Line {
  const { xx, xy } = comoments(x, y, period);
  return operator("slopeOn", [xx, xy], [], { start: ([xx, xy], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = xx[t] === 0 ? 0 : xy[t]! / xx[t]!;
  } });
}
