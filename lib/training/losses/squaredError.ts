import { tf } from "../../tensorflow/index.ts";
import type { Loss } from "./loss.ts";

/** Mean squared error, (y − ŷ)². Its best forecast is the mean. */
export const meanSquaredError: Loss = {
  name: "meanSquaredError",
  targets: "number",
  ofWindows: (targets, outputs) => tf.mean(tf.squaredDifference(targets, outputs), -1),
};
