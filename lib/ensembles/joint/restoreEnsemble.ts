import { configOf, unpackedInner, type FittedForecaster, type InnerRestorer, type Restorer, type SavedState, type WindowForm } from "../../models/index.ts";
import { ensembleFromJSON } from "../fittedEnsemble.ts";
import { ensembleForecaster } from "./ensembleForecaster.ts";
import { jointConfig, prefixOf } from "./savedJoint.ts";

/** Tells `loadForecaster` how joint forecasters are read, which come after it in the pipeline: `loadForecaster(folder, { restorers: ENSEMBLE_RESTORERS })`. */
export const ENSEMBLE_RESTORERS: Readonly<Record<string, Restorer>> = { ensemble: restoreEnsemble };

async function restoreEnsemble(_reads: WindowForm, state: SavedState, restore: InnerRestorer): Promise<FittedForecaster> {
  const { ensemble, members, ...options } = configOf("ensemble", jointConfig, state);
  const fitted = ensembleFromJSON(ensemble);
  const restored: [string, FittedForecaster][] = [];
  for (const [k, { as, inner, reads }] of members.entries()) restored.push([as, await restore(inner.name, reads, unpackedInner("ensemble", inner, prefixOf(k), state))]);
  return ensembleForecaster(Object.fromEntries(restored), fitted, options);
}
