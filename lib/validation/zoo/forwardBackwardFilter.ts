import { specimen } from "./specimen.ts";

function smoothedForward(values: Float64Array): Float64Array {
  const out = values.slice();
  for (let row = 1; row < out.length; row++) out[row] = 0.9 * out[row - 1]! + 0.1 * out[row]!;
  return out;
}

/** A filter run forward and then backward, so that it has no delay: `filtfilt`. */
export const forwardBackwardFilter = specimen({
  name: "filter forward and back",
  says: "The filter ran over the series a second time from the end; it has no delay because it knows what comes.",
  leaky: ({ close }) => smoothedForward(smoothedForward(close).reverse()).reverse(),
  clean: ({ close }) => smoothedForward(smoothedForward(close)),
});
