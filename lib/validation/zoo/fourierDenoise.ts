import { meanOf } from "./series.ts";
import { specimen } from "./specimen.ts";

/** Values with all but their slowest frequencies taken away: the discrete Fourier series up to `frequencies`. */
function slowPart(values: Float64Array, frequencies: number): Float64Array {
  const { length } = values;
  const out = new Float64Array(length).fill(meanOf(values));
  const angle = (2 * Math.PI) / length;
  for (let k = 1; k <= frequencies; k++) {
    let [cosine, sine] = [0, 0];
    for (let row = 0; row < length; row++) {
      cosine += (2 / length) * values[row]! * Math.cos(angle * k * row);
      sine += (2 / length) * values[row]! * Math.sin(angle * k * row);
    }
    for (let row = 0; row < length; row++) out[row]! += cosine * Math.cos(angle * k * row) + sine * Math.sin(angle * k * row);
  }
  return out;
}

const WINDOW = 32;
/** What each of the last 32 rows adds to the slow part at the last of them. */
const kernel = Float64Array.from({ length: WINDOW }, (_, row) => slowPart(Float64Array.from({ length: WINDOW }, (_, k) => Number(k === row)), 3)[WINDOW - 1]!);

/** The whole series denoised at once, then cut into rows. */
export const fourierDenoise = specimen({
  name: "Fourier denoising",
  says: "The whole series was filtered at once: every frequency is a sum over all rows.",
  leaky: ({ close }) => slowPart(close, 12),
  clean: ({ close }) => close.map((_, row) => (row + 1 < WINDOW ? Number.NaN : kernel.reduce((sum, weight, k) => sum + weight * close[row + 1 - WINDOW + k]!, 0))),
});
