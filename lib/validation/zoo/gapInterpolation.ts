import { specimen } from "./specimen.ts";

/** A gap bridged by a straight line to the first price behind it: `interpolate()`. */
export const gapInterpolation = specimen({
  name: "interpolation across a gap",
  says: "The gap was bridged by a line to the first price behind it, which was not known in the gap.",
  market: "gapped",
  barsAhead: 4,
  leaky: ({ close }) => {
    const out = close.slice();
    for (let row = 1; row < out.length; row++) {
      if (!Number.isNaN(out[row]!)) continue;
      const next = out.findIndex((price, later) => later > row && !Number.isNaN(price));
      if (next > 0) out[row] = out[row - 1]! + (out[next]! - out[row - 1]!) / (next - row + 1);
    }
    return out;
  },
  clean: ({ close }) => {
    const out = close.slice();
    for (let row = 1; row < out.length; row++) if (Number.isNaN(out[row]!)) out[row] = out[row - 1]!;
    return out;
  },
});
