import { z } from "zod";
import type { Windows } from "../../windows/index.ts";
import { checkWindows, requireWindows } from "../checkWindows.ts";
import { ModelError } from "../error.ts";
import { formOf, type FittedForecaster, type Forecaster, type WindowForm } from "../forecaster.ts";
import { configOf, type SavedState } from "../savedState.ts";
import { unit, unitOf, valuesAt } from "./ownUnit.ts";

const settings = z.object({ column: z.string(), period: z.number().int().positive(), unit });
type Settings = z.infer<typeof settings>;

/**
 * Seasonal naive: as it was in the same season before. Hyndman & Athanasopoulos 2021, §5.2.
 *   ŷ(t + h) = c(t + h − m·⌈h / m⌉),  m bars a season, h bars to the target
 * `column` carries what is foretold as it becomes known, in the unit of the targets: the price for a price, the last bar's return for the next bar's. One that was scaled is brought back by `units` of the training windows.
 * Windows must be long enough to hold that bar: at least m·⌈h / m⌉ − h + 1 steps.
 */
export function seasonalNaive({ column, period }: Omit<Settings, "unit">): Forecaster {
  if (!(Number.isInteger(period) && period >= 1)) throw new ModelError(`seasonalNaive: period must be a whole number ≥ 1, got ${period}`);
  return {
    name: "seasonalNaive",
    task: "regression",
    fit: async (train, validation, { signal }) => {
      signal?.throwIfAborted();
      requireWindows("seasonalNaive", train, validation);
      const whole = { column, period, unit: unitOf(train, column) };
      seasonBefore(train, whole);
      return fittedSeasonal(formOf(train), whole);
    },
  };
}

/** Seasonal naive from its saved state. */
export function restoreSeasonalNaive(reads: WindowForm, state: SavedState): FittedForecaster {
  return fittedSeasonal(reads, configOf("seasonalNaive", settings, state));
}

function fittedSeasonal(reads: WindowForm, whole: Settings): FittedForecaster {
  return {
    name: "seasonalNaive",
    task: "regression",
    reads,
    predict: (windows) => {
      checkWindows("seasonalNaive", reads, windows);
      return seasonBefore({ ...windows, horizon: reads.horizon }, whole);
    },
    saved: async () => ({ kind: "seasonalNaive", config: whole }),
    dispose: () => undefined,
  };
}

function seasonBefore(windows: Windows, { column, period, unit: own }: Settings): Float64Array {
  const { horizon, lookback } = windows;
  const back = period * Math.max(1, Math.ceil(horizon / period)) - horizon;
  if (back >= lookback) throw new ModelError(`seasonalNaive: a season of ${period} bars and a horizon of ${horizon} need windows of ${back + 1} steps, got ${lookback}. Make the windows longer.`);
  return valuesAt(windows, column, back, own);
}
