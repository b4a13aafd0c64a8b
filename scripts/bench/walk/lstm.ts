import { randomKey, randomStream, split } from "../../../lib/random/index.ts";
import { adam, dense, lstm, startEngine, tf, withPlainRoutes, type LayersModel, type Tensor2D, type Tensor3D } from "../../../lib/tensorflow/index.ts";
import { lossOf } from "../../../lib/training/losses/index.ts";
import { trainingStep } from "../../../lib/training/step.ts";
import { firstDifference, packageVersion } from "../agreement.ts";
import type { Contest } from "../timing.ts";

const [BATCH, STEPS, FEATURES, UNITS] = [32, 30, 5, 50];
const RATE = 0.001;

/** One training step, loss read back: forward, backward, Adam. Batch 32, 30 × 5, 50 units, the same weights on both sides. */
export async function trainingContest(): Promise<Contest> {
  const { ours: model, theirs: stock, close } = await models();
  const { inputs, targets } = batch();
  const ours = trainedStep(model, inputs, targets);
  stock.compile({ optimizer: tf.train.adam(RATE), loss: "meanSquaredError" });
  const theirs = async () => Number(await withPlainRoutes(() => stock.trainOnBatch(inputs, targets)));
  return {
    work: "LSTM training step", peer: `tf.layers.lstm of ${packageVersion("@tensorflow/tfjs")}`, target: 5, ours: ours.step, theirs,
    agree: async () => firstDifference([ours.step(), ours.step(), ours.step()], [await theirs(), await theirs(), await theirs()], { tolerance: 1e-5 }),
    close: () => {
      ours.dispose();
      tf.dispose([inputs, targets]);
      close();
    },
  };
}

/** The training step of `fit` on one batch. */
function trainedStep(model: LayersModel, inputs: Tensor3D, targets: Tensor2D) {
  const optimizer = adam({ learningRate: RATE });
  const step = trainingStep({ model, optimizer, loss: lossOf("meanSquaredError"), data: { inputs, targets }, clipping: undefined, withNorm: false, isCompiled: true, xla: false, given: () => [] });
  const positions = tf.range(0, BATCH, 1, "int32");
  return {
    step: () => tf.tidy(() => step(positions)[0]!.dataSync()[0]!),
    dispose: () => {
      step.dispose();
      optimizer.dispose();
      positions.dispose();
    },
  };
}

/** One forecast of one window, read back. */
export async function predictionContest(): Promise<Contest> {
  const { ours: model, theirs: stock, close } = await models();
  const { inputs, targets } = batch();
  const window = tf.tidy(() => inputs.slice([0, 0, 0], [1, STEPS, FEATURES]));
  const forecast = (of: LayersModel) => tf.tidy(() => {
    const output = of.predict(window);
    return (Array.isArray(output) ? output[0] : output)?.dataSync()[0] ?? NaN;
  });
  return {
    work: "LSTM forecast of one window", peer: `tf.layers.lstm of ${packageVersion("@tensorflow/tfjs")}`, target: 5,
    ours: () => forecast(model), theirs: () => withPlainRoutes(() => forecast(stock)),
    agree: () => firstDifference([forecast(model)], [forecast(stock)], { tolerance: 1e-5 }),
    close: () => {
      tf.dispose([inputs, targets, window]);
      close();
    },
  };
}

async function models(): Promise<{ readonly ours: LayersModel; readonly theirs: LayersModel; readonly close: () => void }> {
  await startEngine();
  const key = randomKey(7);
  const head = () => dense({ units: 1, key: split(key, "head") });
  const ours = tf.sequential({ layers: [lstm({ units: UNITS, key: split(key, "lstm"), inputShape: [STEPS, FEATURES] }), head()] });
  const theirs = tf.sequential({ layers: [tf.layers.lstm({ units: UNITS, recurrentActivation: "sigmoid", inputShape: [STEPS, FEATURES] }), head()] });
  theirs.setWeights(ours.getWeights());
  return {
    ours, theirs, close: () => {
      ours.dispose();
      theirs.dispose();
    },
  };
}

function batch() {
  const random = randomStream(randomKey(11));
  const draw = (count: number) => Float32Array.from({ length: count }, () => random.normal());
  return { inputs: tf.tensor3d(draw(BATCH * STEPS * FEATURES), [BATCH, STEPS, FEATURES]), targets: tf.tensor2d(draw(BATCH), [BATCH, 1]) };
}
