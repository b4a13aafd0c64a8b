import { defineFactor } from "../factor.ts";

/** On-balance volume: volume added on a rise of the close, taken away on a fall; starts as the first volume, as in TA-Lib. Granville 1963. in: close, volume [T]  out: [T] volume. */
export function obv(close: Float64Array, volume: Float64Array): Float64Array {
  const out = new Float64Array(close.length);
  if (close.length === 0) return out;
  let balance = volume[0]!;
  out[0] = balance;
  for (let t = 1; t < close.length; t++) {
    if (close[t]! > close[t - 1]!) balance += volume[t]!;
    else if (close[t]! < close[t - 1]!) balance -= volume[t]!;
    out[t] = balance;
  }
  return out;
}

export const obvFactor = defineFactor({
  name: "obv",
  family: "volume",
  formula: "obv += volume if the close rose, −= volume if it fell",
  source: "Granville 1963; TA-Lib OBV",
  edge: "constant on flat prices or no volume",
  inputs: ["close", "volume"],
  parameters: {},
  outputs: [{ id: "obv", description: "On-balance volume", unit: "volume", warmUp: () => 0 }],
  defaults: [[]],
  compute: (bars) => [obv(bars.close, bars.volume)],
});
