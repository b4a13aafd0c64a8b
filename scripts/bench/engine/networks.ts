import { type RandomKey, randomKey, split } from "../../../lib/random/index.ts";
import { bidirectional, conv1d, dense, gru, layerNormalization, lstm, multiHeadAttention, tf, type LayersModel, type Shape } from "../../../lib/tensorflow/index.ts";

/** A network under test. Its peers know it by `kind` and build it with the same weights, which are in Keras's order. */
export type EngineNetwork = {
  readonly name: string;
  readonly kind: "lstm" | "gru" | "bidirectional" | "tcn" | "transformer";
  readonly units: number;
  readonly lookback: number;
  readonly features: number;
  build(): LayersModel;
};

const KEY = randomKey(7);
const key = (name: string): RandomKey => split(KEY, name);

type Body = (input: readonly [number, number], units: number) => LayersModel;

function network(name: string, kind: EngineNetwork["kind"], units: number, [lookback, features]: readonly [number, number], body: Body): EngineNetwork {
  return { name: `${name}(${units}) ${lookback}×${features}`, kind, units, lookback, features, build: () => body([lookback, features], units) };
}

const head = () => dense({ units: 1, key: key("head") });

const lstmBody: Body = (inputShape, units) => tf.sequential({ layers: [lstm({ units, key: key("layer"), inputShape }), head()] });
const gruBody: Body = (inputShape, units) => tf.sequential({ layers: [gru({ units, key: key("layer"), inputShape }), head()] });
const bidirectionalBody: Body = (inputShape, units) => tf.sequential({ layers: [bidirectional(lstm({ units, key: key("layer") }), { inputShape }), head()] });

/** Four causal convolutions of width 3 whose steps double (1 2 4 8), and the mean over time. Bai, Kolter & Koltun 2018 without its skips. */
const tcnBody: Body = (inputShape, units) => {
  const model = tf.sequential();
  for (const [k, dilation] of [1, 2, 4, 8].entries()) {
    model.add(conv1d({ filters: units, kernelSize: 3, dilation, activation: "relu", key: key(`conv ${k}`), ...(k === 0 ? { inputShape } : {}) }));
  }
  model.add(tf.layers.globalAveragePooling1d({}));
  model.add(head());
  return model;
};

/** Two encoder blocks of four heads, normalized after each sum, and the mean over time. Vaswani et al. 2017, without positions. */
const transformerBody: Body = (shape, units) => {
  const input = tf.input({ shape: [...shape] });
  let x = symbolic(dense({ units, key: key("embedding") }).apply(input));
  for (const block of [1, 2]) {
    const attended = symbolic(multiHeadAttention({ heads: 4, keyDim: units / 4, key: key(`attention ${block}`) }).apply(x));
    x = normalizedSum(x, attended);
    const wide = symbolic(dense({ units: 2 * units, activation: "relu", key: key(`wide ${block}`) }).apply(x));
    x = normalizedSum(x, symbolic(dense({ units, key: key(`narrow ${block}`) }).apply(wide)));
  }
  const pooled = symbolic(tf.layers.globalAveragePooling1d({}).apply(x));
  return tf.model({ inputs: input, outputs: symbolic(head().apply(pooled)) });
};

function normalizedSum(a: SymbolicTensor, b: SymbolicTensor): SymbolicTensor {
  return symbolic(layerNormalization({ epsilon: 1e-5 }).apply(symbolic(tf.layers.add().apply([a, b]))));
}

type SymbolicTensor = ReturnType<typeof tf.input>;

function symbolic(output: unknown): SymbolicTensor {
  if (output instanceof tf.SymbolicTensor) return output;
  throw new TypeError("a layer that was applied to a symbol gave no symbol");
}

export const lstm50 = network("LSTM", "lstm", 50, [30, 5], lstmBody);
export const lstm128 = network("LSTM", "lstm", 128, [60, 32], lstmBody);
export const gru50 = network("GRU", "gru", 50, [30, 5], gruBody);
export const biLstm64 = network("BiLSTM", "bidirectional", 64, [60, 32], bidirectionalBody);
export const tcn64 = network("TCN", "tcn", 64, [60, 32], tcnBody);
export const transformer64 = network("Transformer", "transformer", 64, [60, 32], transformerBody);

/** The LSTM of TensorFlow.js itself, with the same weights. */
export function stockLstm({ build, features, lookback, units }: EngineNetwork): LayersModel {
  const inputShape: Shape = [lookback, features];
  // Its default first recurrent weights take seconds to draw; they are replaced.
  const layer = tf.layers.lstm({ units, recurrentActivation: "sigmoid", recurrentInitializer: "glorotUniform", inputShape });
  const model = tf.sequential({ layers: [layer, head()] });
  const ours = build();
  model.setWeights(ours.getWeights());
  ours.dispose();
  return model;
}
