import { ensembleForecaster, fixedEnsemble, SIX_MODEL_WEIGHTS } from "../../../lib/ensembles/index.ts";
import { convNetwork, lightgbm, lstmNetwork, randomForest, tcn, xgboost, type FittedForecaster, type Forecaster } from "../../../lib/models/index.ts";
import { randomKey, split } from "../../../lib/random/index.ts";
import { startEngine } from "../../../lib/tensorflow/index.ts";
import { networkForecaster } from "../../../lib/training/index.ts";
import { selectWindows } from "../../../lib/windows/index.ts";
import { firstDifference } from "../agreement.ts";
import { benchWindows } from "../engine/windows.ts";
import type { Contest } from "../timing.ts";

/** Seconds that the forecast of one asset may take. */
const LIMIT = 0.1;
const [LOOKBACK, FEATURES] = [60, 12];

/** The catalogue's default sizes; one epoch, for the time does not hang on what was learnt. */
const trained = { epochs: 1, batchSize: 64 };
const SIX: Readonly<Record<keyof typeof SIX_MODEL_WEIGHTS, Forecaster>> = {
  conv1: networkForecaster(convNetwork({ filters: [16, 16] }), trained),
  conv2: networkForecaster(convNetwork({ filters: [32, 32] }), trained),
  lstm1: networkForecaster(lstmNetwork({ units: [50] }), trained),
  lstm2: networkForecaster(lstmNetwork({ units: [64, 32] }), trained),
  tcn1: networkForecaster(tcn(), trained),
  tcn2: networkForecaster(tcn({ channels: [64, 64, 64, 64] }), trained),
};
const TREES: Readonly<Record<string, Forecaster>> = { lightgbm: lightgbm({ trees: 500 }), xgboost: xgboost({ trees: 500 }), randomForest: randomForest({ trees: 300 }) };

/** The forecast of one asset, its newest window, by six networks, or by them and three forests of trees, against a limit: from numbers in memory to one number. */
export async function ensembleForecastContest(hasTrees: boolean): Promise<Contest> {
  await startEngine();
  const windows = benchWindows(600, LOOKBACK, FEATURES);
  const part = (from: number, to: number) => selectWindows(windows, Array.from({ length: to - from }, (_, n) => from + n));
  const [train, one] = [part(0, 599), part(599, 600)];
  const members: Record<string, FittedForecaster> = {};
  // Validated by what they learn from, so that trees keep all their rounds.
  for (const [name, forecaster] of Object.entries({ ...SIX, ...(hasTrees ? TREES : {}) })) members[name] = await forecaster.fit(train, train, { key: split(randomKey(1), name) });
  const weights: Readonly<Record<string, number>> = { ...SIX_MODEL_WEIGHTS, ...(hasTrees ? Object.fromEntries(Object.keys(TREES).map((name) => [name, 0.15])) : {}) };
  const ensemble = fixedEnsemble(weights).fit(Object.fromEntries(Object.keys(members).map((name) => [name, [0]])), [0]);
  const joint = ensembleForecaster(members, ensemble);
  const shares = ensemble.weights();
  return {
    work: `forecast of one window ${LOOKBACK}×${FEATURES} by ${Object.keys(members).length} models`, peer: `limit of ${1000 * LIMIT} ms`, target: 1,
    ours: () => joint.predict(one),
    theirs: { measure: async (runs) => runs * LIMIT },
    agree: () => firstDifference(joint.predict(one), [Object.entries(members).reduce((sum, [name, member]) => sum + shares[name]! * member.predict(one)[0]!, 0)], { tolerance: 1e-6 }),
    close: () => joint.dispose(),
  };
}
