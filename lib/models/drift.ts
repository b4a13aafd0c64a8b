import type { Windows } from "../windows/index.ts";
import { checkWindows, requireWindows, type Forecaster } from "./forecaster.ts";
import { lastValues } from "./persistence.ts";

/**
 * Drift: persistence plus the mean change seen in training. Hyndman & Athanasopoulos 2021, §5.2.
 * For a return, ŷ = mean of the training targets. For a level, ŷ = last value + mean of (target − last value).
 */
export function drift({ level }: { readonly level?: string } = {}): Forecaster {
  const base = (windows: Windows) => (level === undefined ? new Float64Array(windows.count) : lastValues(windows, level));
  return {
    name: "drift",
    fit: async (train) => {
      requireWindows("drift", train);
      const start = base(train);
      const change = start.reduce((sum, value, n) => sum + train.targets[n]! - value, 0) / train.count;
      return {
        name: "drift",
        predict: (windows) => {
          checkWindows("drift", train, windows);
          return base(windows).map((value) => value + change);
        },
        dispose: () => undefined,
      };
    },
  };
}
