import { customLstmNetwork } from "../../../lib/models/index.ts";
import { randomKey } from "../../../lib/random/index.ts";
import { startEngine, tf } from "../../../lib/tensorflow/index.ts";
import { firstDifference, packageVersion } from "../agreement.ts";
import type { Contest } from "../timing.ts";
import { trainer } from "./ours.ts";
import { benchWindows } from "./windows.ts";

const [LOOKBACK, FEATURES, UNITS, BATCH] = [30, 5, 50, 32];

export const OWN_LAYER = `8 steps, LSTM of one's own(${UNITS}) ${LOOKBACK}×${FEATURES}`;

/** Training steps of the teaching notebook's LSTM, a plain loop over gates: in graph mode, and op by op with TensorFlow.js's own Adam. */
export async function ownLayerContest(target: number): Promise<Contest> {
  await startEngine();
  const windows = benchWindows(8 * BATCH, LOOKBACK, FEATURES);
  const build = () => customLstmNetwork({ units: UNITS }).build({ lookback: LOOKBACK, features: FEATURES }, randomKey(7));
  const graph = trainer(build(), windows, { batch: BATCH });
  const eager = trainer(build(), windows, { batch: BATCH, isCompiled: false, optimizer: tf.train.adam(1e-3) });
  return {
    work: OWN_LAYER, peer: `the same code, eager, ${packageVersion("@tensorflow/tfjs")}`, target,
    ours: () => graph.epochs(1), theirs: () => eager.epochs(1),
    agree: () => firstDifference(graph.forward(), eager.forward(), { tolerance: 1e-4 }) ?? firstDifference(graph.losses(3), eager.losses(3), { tolerance: 1e-3 }),
    close: () => {
      graph.dispose();
      eager.dispose();
    },
  };
}
