import { operator, type Line } from "../engine/line.ts";
import { barCount, defineFactor } from "../factor.ts";
import { minus } from "../operators/arithmetic.ts";
import { correlation } from "../operators/correlation.ts";
import { logReturn } from "../returns/logReturn.ts";

/** 1 where x and y are on opposite sides of zero, else 0. */
function opposed(x: Line, y: Line): Line {
  return operator("opposed", [x, y], [], { start: ([x, y], [out]) => (from, to) => {
    for (let t = from; t < to; t++) out[t] = (x[t]! > 0 && y[t]! < 0) || (x[t]! < 0 && y[t]! > 0) ? 1 : 0;
  } });
}

export const correlationRegimeFactor = defineFactor({
  name: "correlation_regime",
  family: "cross-asset",
  formula: "correlation over short bars − correlation over long bars; flip = 1 where the two have opposite signs",
  source: "Longin and Solnik 2001, correlations that change with the market; difference of two windows",
  edge: "0 where one of the two does not move",
  inputs: ["close", "reference.close"],
  parameters: { short: barCount(3, 500), long: barCount(4, 1000) },
  outputs: [
    { id: "correlation_regime", description: "Change of the correlation with the reference: lately against usually", unit: "number" },
    { id: "correlation_flip", description: "Whether the correlation with the reference has lately the opposite sign", unit: "flag" },
  ],
  defaults: [],
  more: [[20, 120]],
  refuse: ({ long, short }) => (short < long ? undefined : `short must be less than long, got ${short} and ${long}`),
  lines: ({ close, "reference.close": reference }, { long, short }) => {
    const [own, others] = [logReturn(close), logReturn(reference)];
    const [lately, usually] = [correlation(own, others, short), correlation(own, others, long)];
    return [minus(lately, usually), opposed(lately, usually)];
  },
});
