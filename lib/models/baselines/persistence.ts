import { z } from "zod";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { formOf, type FittedForecaster, type Forecaster, type WindowForm } from "../forecaster.ts";
import { configOf, type SavedState } from "../savedState.ts";
import { lastValues, unit, unitOf } from "./ownUnit.ts";

/**
 * Persistence: tomorrow is as today. The forecast that every other has to beat.
 * For a return, ŷ = 0. For a level (a price), name the column that carries it, in the unit of the targets: ŷ = its last value. A column that was scaled is brought back by `units` of the training windows.
 */
export function persistence({ level }: { readonly level?: string } = {}): Forecaster {
  return {
    name: "persistence",
    task: "regression",
    fit: async (train, validation, { signal }) => {
      signal?.throwIfAborted();
      requireWindows("persistence", train, validation);
      if (level !== undefined) lastValues(train, level);
      return fittedPersistence(formOf(train), { level, unit: unitOf(train, level) });
    },
  };
}

const config = z.object({ level: z.string().optional(), unit });

/** Persistence from its saved state. */
export function restorePersistence(reads: WindowForm, state: SavedState): FittedForecaster {
  return fittedPersistence(reads, configOf("persistence", config, state));
}

function fittedPersistence(reads: WindowForm, { level, unit: own }: z.infer<typeof config>): FittedForecaster {
  return {
    name: "persistence",
    task: "regression",
    reads,
    predict: (windows) => {
      checkWindows("persistence", reads, windows);
      return level === undefined ? new Float64Array(windows.count) : lastValues(windows, level, own);
    },
    saved: async () => ({ kind: "persistence", config: { level, unit: own } }),
    dispose: () => undefined,
  };
}
