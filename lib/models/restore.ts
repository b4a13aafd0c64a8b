import { restoreDrift } from "./baselines/drift.ts";
import { restoreLinear } from "./baselines/linear.ts";
import { restoreLogistic } from "./baselines/logistic.ts";
import { restorePersistence } from "./baselines/persistence.ts";
import { restoreSeasonalNaive } from "./baselines/seasonalNaive.ts";
import { restoreCalibrated } from "./calibration/calibrated.ts";
import { restoreKnn } from "./classic/knn.ts";
import { restoreSvm } from "./classic/svm.ts";
import { restoreCatboost } from "./trees/catboost.ts";
import { restoreLightgbm } from "./trees/lightgbm.ts";
import { restoreRandomForest } from "./trees/fittedForest.ts";
import { restoreXgboost } from "./trees/xgboost.ts";
import type { FittedForecaster, WindowForm } from "./forecaster.ts";
import type { InnerRestorer } from "./innerState.ts";
import type { SavedState } from "./savedState.ts";

/** Makes a fitted forecaster of its saved state. A model that holds another one has it restored by `inner`, which knows all kinds. */
export type Restorer = (reads: WindowForm, state: SavedState, inner: InnerRestorer) => FittedForecaster | Promise<FittedForecaster>;

/** Who reads which kind of saved state. Networks are restored by lib/training. */
export const RESTORERS: Readonly<Record<string, Restorer>> = {
  persistence: restorePersistence,
  drift: restoreDrift,
  seasonalNaive: restoreSeasonalNaive,
  linear: restoreLinear,
  logistic: restoreLogistic,
  knn: restoreKnn,
  svm: restoreSvm,
  xgboost: restoreXgboost,
  lightgbm: restoreLightgbm,
  catboost: restoreCatboost,
  randomForest: restoreRandomForest,
  calibrated: restoreCalibrated,
};
