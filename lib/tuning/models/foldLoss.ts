import type { OutOfFold } from "../../evaluation/index.ts";
import { TuningError } from "../error.ts";

/** Adds up what forecasts of one fold after the other lose. */
export type RunningLoss = {
  add(part: OutOfFold): void;
  /** The smaller the better. */
  value(): number;
};

/**
 * Regression: root mean squared error over that of persistence, below 1 where persistence is beaten.
 * Classification: mean of −ln of the probability given to the class that came, nats; a probability below 1e-12 counts as that.
 */
export function runningLoss(): RunningLoss {
  let [lost, compared, rows] = [0, 0, 0];
  let isClass = false;
  return {
    add: ({ actual, forecast, previous, probabilities, task }) => {
      isClass = task === "classification";
      for (let n = 0; n < forecast.length; n++) {
        if (isClass) lost -= Math.log(Math.max(1e-12, probabilities ? probabilities.values[n * probabilities.classes + actual[n]!]! : actual[n] === 1 ? forecast[n]! : 1 - forecast[n]!));
        else [lost, compared] = [lost + (forecast[n]! - actual[n]!) ** 2, compared + (previous[n]! - actual[n]!) ** 2];
      }
      rows += forecast.length;
    },
    value: () => {
      if (rows === 0) throw new TuningError("the folds have no forecast to judge; give them longer tests");
      if (isClass) return lost / rows;
      if (compared === 0) throw new TuningError("persistence makes no error on the folds, so nothing can be better; look at the label");
      return Math.sqrt(lost / compared);
    },
  };
}
