import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { ModelError } from "../error.ts";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { formOf, type FittedForecaster, type Forecaster, type WindowForm } from "../forecaster.ts";
import { configOf, type SavedState } from "../savedState.ts";

/**
 * Persistence: tomorrow is as today. The forecast that every other has to beat.
 * For a return, ŷ = 0. For a level (a price), name the column that carries it, in the unit of the targets: ŷ = its last value.
 */
export function persistence({ level }: { readonly level?: string } = {}): Forecaster {
  return {
    name: "persistence",
    task: "regression",
    fit: async (train, validation, { signal }) => {
      signal?.throwIfAborted();
      requireWindows("persistence", train, validation);
      if (level !== undefined) lastValues(train, level);
      return fittedPersistence(formOf(train), { level });
    },
  };
}

const config = z.object({ level: z.string().optional() });

/** Persistence from its saved state. */
export function restorePersistence(reads: WindowForm, state: SavedState): FittedForecaster {
  return fittedPersistence(reads, configOf("persistence", config, state));
}

function fittedPersistence(reads: WindowForm, { level }: z.infer<typeof config>): FittedForecaster {
  return {
    name: "persistence",
    task: "regression",
    reads,
    predict: (windows) => {
      checkWindows("persistence", reads, windows);
      return level === undefined ? new Float64Array(windows.count) : lastValues(windows, level);
    },
    saved: async () => ({ kind: "persistence", config: { level } }),
    dispose: () => undefined,
  };
}

/** Value of one column in the last step of each window. out: [N] */
export function lastValues(windows: Windows, name: string): Float64Array {
  return valuesAt(windows, name, 0);
}

/** Value of one column, so many steps before the last, in each window. out: [N] */
export function valuesAt({ columns, count, features, inputs, lookback }: Windows, name: string, back: number): Float64Array {
  const f = columns.indexOf(name);
  if (f < 0) throw new ModelError(`the windows have no column "${name}"; they have: ${columns.join(", ")}`);
  return Float64Array.from({ length: count }, (_, n) => inputs[(n * lookback + lookback - 1 - back) * features + f]!);
}
