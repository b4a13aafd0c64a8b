import { restoreDrift } from "./baselines/drift.ts";
import { restoreLinear } from "./baselines/linear.ts";
import { restorePersistence } from "./baselines/persistence.ts";
import type { FittedForecaster, WindowForm } from "./forecaster.ts";
import type { SavedState } from "./savedState.ts";

/** Makes a fitted forecaster of its saved state. */
export type Restorer = (reads: WindowForm, state: SavedState) => FittedForecaster | Promise<FittedForecaster>;

/** Who reads which kind of saved state. Networks are restored by lib/training. */
export const RESTORERS: Readonly<Record<string, Restorer>> = {
  persistence: restorePersistence,
  drift: restoreDrift,
  linear: restoreLinear,
};
