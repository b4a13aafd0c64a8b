import { operator, type Line } from "../engine/line.ts";

/** 100·part/(part + rest). Percent, 50 where both are 0. */
export function shareOf(part: Line, rest: Line): Line {
  return operator("shareOf", [part, rest], [], { start: ([part, rest], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = part[t]! + rest[t]! === 0 ? 50 : (100 * part[t]!) / (part[t]! + rest[t]!);
  } });
}
