import { tf } from "../../tensorflow/index.ts";
import type { Loss } from "./loss.ts";

/** Mean absolute error, |y − ŷ|. Its best forecast is the median. */
export const meanAbsoluteError: Loss = {
  name: "meanAbsoluteError",
  targets: "number",
  ofWindows: (targets, outputs) => tf.mean(tf.abs(tf.sub(targets, outputs)), -1),
};
