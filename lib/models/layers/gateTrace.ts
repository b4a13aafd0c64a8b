import { tf, type layers, type Tensor } from "../../tensorflow/index.ts";
import { ModelError } from "../error.ts";
import { lstmStep } from "./lstmStep.ts";

/** Mean over the units, and over the windows given, of gates and states at each step. [T] each */
export type GateTrace = { readonly letIn: Float64Array; readonly kept: Float64Array; readonly shown: Float64Array; readonly cell: Float64Array };

/**
 * What the gates of an LSTM do while it reads: for looking inside, not for training.
 * in: an LSTM layer that was built (kernel, recurrent kernel, bias), inputs [B, T, F]
 */
export function gateTrace(layer: layers.Layer, inputs: Tensor): GateTrace {
  const [W, U, b] = layer.getWeights();
  if (!W || !U || !b) throw new ModelError(`gateTrace: the layer "${layer.name}" has ${layer.weights.length} weights; an LSTM that was built has three`);
  const means = tf.tidy(() => {
    const zeros = tf.zeros([inputs.shape[0]!, U.shape[0]!]);
    let state: { readonly h: Tensor; readonly c: Tensor } = { h: zeros, c: zeros };
    return tf.unstack(inputs, 1).map((x) => {
      const { c, f, h, i, o } = lstmStep({ W, U, b }, x, state.h, state.c);
      state = { h, c };
      return [i, f, o, c].map((gate) => tf.mean(gate).dataSync()[0]!);
    });
  });
  const [letIn, kept, shown, cell] = [0, 1, 2, 3].map((k) => Float64Array.from(means, (step) => step[k]!));
  return { letIn: letIn!, kept: kept!, shown: shown!, cell: cell! };
}
