import { startEngine, tf, withPlainRoutes, type LayersModel } from "../../../lib/tensorflow/index.ts";
import type { Windows } from "../../../lib/windows/index.ts";
import { firstDifference, packageVersion } from "../agreement.ts";
import type { Contest } from "../timing.ts";
import { stockLstm, type EngineNetwork } from "./networks.ts";
import { trainer } from "./ours.ts";
import { openPeer } from "./peer.ts";
import { benchWindows } from "./windows.ts";
import type { PeerName } from "./worker.ts";

const WINDOWS = 4096;
const STEPS = 3;

export type TrainingRow = { readonly network: EngineNetwork; readonly batch: number; readonly target?: number };

/** An epoch of ours against one of a peer in Python. */
export async function againstPython(peerName: PeerName, { batch, network, target }: TrainingRow): Promise<Contest> {
  await startEngine();
  const windows = benchWindows(WINDOWS, network.lookback, network.features);
  const model = network.build();
  const peer = await openPeer(peerName, network, model, windows, batch);
  const ours = trainer(model, windows, { batch });
  return {
    work: epochOf({ network, batch }), peer: peer.versions, target,
    ours: () => ours.epochs(1),
    theirs: { measure: async (count) => (await peer.ask({ ask: "epochs", count })).seconds },
    agree: async () => {
      const forward = await peer.ask({ ask: "forward" });
      const outputs = firstDifference(ours.forward(), forward.values, { tolerance: 1e-4 });
      if (outputs !== undefined) return `forward, ${outputs}`;
      const { values } = await peer.ask({ ask: "losses", count: STEPS });
      const losses = firstDifference(ours.losses(STEPS), values, { tolerance: 1e-3 });
      return losses === undefined ? undefined : `loss of the first steps, ${losses}`;
    },
    close: async () => {
      ours.dispose();
      await peer.end();
    },
  };
}

/** Share of an epoch that TensorFlow.js's own layer is timed on; it would take a minute a row and more. */
const SHARE = 1 / 8;

/** An epoch of ours against `tf.layers.lstm` and its `fit`, on the same engine, with the kernels that TensorFlow.js brings. */
export async function againstStock({ batch, network, target }: TrainingRow): Promise<Contest> {
  await startEngine();
  const windows = benchWindows(WINDOWS, network.lookback, network.features);
  const ours = trainer(network.build(), windows, { batch });
  const stock = stockTrainer(stockLstm(network), windows, batch);
  return {
    work: epochOf({ network, batch }), peer: `tf.layers.lstm of ${packageVersion("@tensorflow/tfjs")}`, target, turns: 3,
    ours: () => ours.epochs(1),
    theirs: { measure: async (count) => (await stock.seconds(count)) / SHARE },
    agree: async () => {
      const outputs = firstDifference(ours.forward(), stock.forward(), { tolerance: 1e-4 });
      return outputs ?? firstDifference(ours.losses(STEPS), await stock.losses(STEPS), { tolerance: 1e-3 });
    },
    close: () => {
      ours.dispose();
      stock.dispose();
    },
  };
}

function stockTrainer(model: LayersModel, windows: Windows, batch: number) {
  const { count, features, lookback } = windows;
  const optimizer = tf.train.adam(1e-3);
  model.compile({ optimizer, loss: "meanSquaredError" });
  const inputs = tf.tensor3d(windows.inputs, [count, lookback, features]);
  const targets = tf.tensor2d(windows.targets, [count, 1]);
  const some = Math.round(count * SHARE);
  const [someInputs, someTargets] = [inputs.slice(0, some), targets.slice(0, some)];
  return {
    forward: () => tf.tidy(() => {
      const output = model.predict(inputs.slice(0, batch));
      return Array.from((Array.isArray(output) ? output[0]! : output).dataSync());
    }),
    losses: async (steps: number) => {
      const losses: number[] = [];
      for (let k = 0; k < steps; k++) losses.push(Number(await model.trainOnBatch(inputs.slice(k * batch, batch), targets.slice(k * batch, batch))));
      return losses;
    },
    /** Time of the share of an epoch. */
    seconds: async (epochs: number) => {
      const begin = performance.now();
      await withPlainRoutes(() => model.fit(someInputs, someTargets, { batchSize: batch, epochs, shuffle: true, verbose: 0 }));
      return (performance.now() - begin) / 1000;
    },
    dispose: () => {
      tf.dispose([inputs, targets, someInputs, someTargets]);
      optimizer.dispose();
      model.dispose();
    },
  };
}

export function epochOf({ batch, network }: { readonly network: EngineNetwork; readonly batch: number }): string {
  return `epoch ${network.name}${batch === 32 ? "" : `, batch ${batch}`}`;
}
