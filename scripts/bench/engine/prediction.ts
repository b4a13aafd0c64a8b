import { startEngine, tf, withPlainRoutes } from "../../../lib/tensorflow/index.ts";
import { firstDifference, packageVersion } from "../agreement.ts";
import type { Contest } from "../timing.ts";
import { lstm50, stockLstm } from "./networks.ts";
import { forecaster } from "./ours.ts";
import { openPeer } from "./peer.ts";
import { benchWindows } from "./windows.ts";
import type { PeerName } from "./worker.ts";

export const PREDICTION = `forecast of one window, ${lstm50.name}`;

/** One forecast of one window: a tensor goes in, a number comes out. */
export async function predictionContest(peerName: PeerName, target: number): Promise<Contest> {
  await startEngine();
  const windows = benchWindows(1, lstm50.lookback, lstm50.features);
  const model = lstm50.build();
  const peer = await openPeer(peerName, lstm50, model, windows, 1);
  const ours = forecaster(model, windows);
  return {
    work: PREDICTION, peer: peerName === "Keras" ? `tf.function of ${peer.versions}` : peer.versions, target,
    ours: () => ours.forecast(),
    theirs: { measure: async (count) => (await peer.ask({ ask: "predictions", count })).seconds },
    agree: async () => firstDifference([ours.forecast()], (await peer.ask({ ask: "forward" })).values, { tolerance: 1e-4 }),
    close: async () => {
      ours.dispose();
      model.dispose();
      await peer.end();
    },
  };
}

/** The same against `predict` of TensorFlow.js's own layer. */
export async function stockPredictionContest(target: number): Promise<Contest> {
  await startEngine();
  const windows = benchWindows(1, lstm50.lookback, lstm50.features);
  const [model, stock] = [lstm50.build(), stockLstm(lstm50)];
  const ours = forecaster(model, windows);
  const window = tf.tensor3d(windows.inputs, [1, lstm50.lookback, lstm50.features]);
  const theirs = () => withPlainRoutes(() => tf.tidy(() => {
    const output = stock.predict(window);
    return (Array.isArray(output) ? output[0]! : output).dataSync()[0]!;
  }));
  return {
    work: PREDICTION, peer: `tf.layers.lstm of ${packageVersion("@tensorflow/tfjs")}`, target,
    ours: () => ours.forecast(), theirs,
    agree: () => firstDifference([ours.forecast()], [theirs()], { tolerance: 1e-4 }),
    close: () => {
      ours.dispose();
      tf.dispose([window]);
      model.dispose();
      stock.dispose();
    },
  };
}
