import { operator, type Line } from "../engine/line.ts";
import type { BarLines } from "../factor.ts";
import { logRatio } from "../operators/index.ts";
import { rangeVolatility } from "./rangeVolatility.ts";

/** Variance of one bar: ln(high/close)·ln(high/open) + ln(low/close)·ln(low/open), drift allowed. Squared log return per bar. Rogers and Satchell 1991. */
export function rogersSatchell({ open, high, low, close }: Pick<BarLines, "open" | "high" | "low" | "close">): Line {
  return operator("rogersSatchell", [logRatio(high, close), logRatio(low, close), logRatio(close, open)], [], { start: ([above, below, body], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = above[t]! * (above[t]! + body[t]!) + below[t]! * (below[t]! + body[t]!);
  } });
}

export const rogersSatchellFactor = rangeVolatility({
  name: "rogers_satchell",
  words: "Rogers–Satchell",
  formula: "ln(high/close)·ln(high/open) + ln(low/close)·ln(low/open)",
  source: "Rogers and Satchell 1991",
  variance: rogersSatchell,
});
