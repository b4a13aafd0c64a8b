import { deviationOf, meanOf, trailing } from "./series.ts";
import { specimen } from "./specimen.ts";

/** A z-score with mean and deviation of all rows. */
export const fullSampleZScore = specimen({
  name: "full-sample z-score",
  says: "Mean and deviation come from all rows, those to come included.",
  leaky: ({ close }) => {
    const [mean, deviation] = [meanOf(close), deviationOf(close)];
    return close.map((price) => (price - mean) / deviation);
  },
  clean: ({ close }) => trailing(close, 60, (window) => (window.at(-1)! - meanOf(window)) / deviationOf(window)),
});
