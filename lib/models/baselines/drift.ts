import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { formOf, type FittedForecaster, type Forecaster, type WindowForm } from "../forecaster.ts";
import { configOf, type SavedState } from "../savedState.ts";
import { lastValues, unit, unitOf } from "./ownUnit.ts";

/**
 * Drift: persistence plus the mean change seen in training. Hyndman & Athanasopoulos 2021, §5.2.
 * For a return, ŷ = mean of the training targets. For a level, ŷ = last value + mean of (target − last value); a scaled column is brought back by `units` of the training windows.
 */
export function drift({ level }: { readonly level?: string } = {}): Forecaster {
  return {
    name: "drift",
    task: "regression",
    fit: async (train, validation, { signal }) => {
      signal?.throwIfAborted();
      requireWindows("drift", train, validation);
      const own = unitOf(train, level);
      const start = startOf(train, level, own);
      const change = start.reduce((sum, value, n) => sum + train.targets[n]! - value, 0) / train.count;
      return fittedDrift(formOf(train), { level, unit: own, change });
    },
  };
}

const config = z.object({ level: z.string().optional(), unit, change: z.number() });

/** Drift from its saved state. */
export function restoreDrift(reads: WindowForm, state: SavedState): FittedForecaster {
  return fittedDrift(reads, configOf("drift", config, state));
}

function fittedDrift(reads: WindowForm, { change, level, unit: own }: z.infer<typeof config>): FittedForecaster {
  return {
    name: "drift",
    task: "regression",
    reads,
    predict: (windows) => {
      checkWindows("drift", reads, windows);
      return startOf(windows, level, own).map((value) => value + change);
    },
    saved: async () => ({ kind: "drift", config: { level, unit: own, change } }),
    dispose: () => undefined,
  };
}

function startOf(windows: Windows, level: string | undefined, own: z.infer<typeof unit>): Float64Array {
  return level === undefined ? new Float64Array(windows.count) : lastValues(windows, level, own);
}
