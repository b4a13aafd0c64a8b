import type { Windows } from "../windows/index.ts";
import { ModelError } from "./error.ts";
import { checkWindows, type Forecaster } from "./forecaster.ts";

/**
 * Persistence: tomorrow is as today. The forecast that every other has to beat.
 * For a return, ŷ = 0. For a level (a price), name the column that carries it, in the unit of the targets: ŷ = its last value.
 */
export function persistence({ level }: { readonly level?: string } = {}): Forecaster {
  return {
    name: "persistence",
    fit: async (train) => {
      if (level !== undefined) lastValues(train, level);
      return {
        name: "persistence",
        predict: (windows) => {
          checkWindows("persistence", train, windows);
          return level === undefined ? new Float64Array(windows.count) : lastValues(windows, level);
        },
        dispose: () => undefined,
      };
    },
  };
}

/** Value of one column in the last step of each window. out: [N] */
export function lastValues({ columns, count, features, inputs, lookback }: Windows, name: string): Float64Array {
  const f = columns.indexOf(name);
  if (f < 0) throw new ModelError(`the windows have no column "${name}"; they have: ${columns.join(", ")}`);
  return Float64Array.from({ length: count }, (_, n) => inputs[(n * lookback + lookback - 1) * features + f]!);
}
