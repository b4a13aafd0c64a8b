import { tf, type Tensor } from "../../tensorflow/index.ts";
import type { Loss } from "./loss.ts";

/** Probabilities are kept this far from 0 and 1, as in Keras, so that no logarithm is infinite. */
const EDGE = 1e-7;

export type CrossentropyOptions = {
  /** The outputs are logits z, not probabilities: p = 1/(1 + e^−z), or softmax z. Steadier, and right for a linear head. Default false. */
  readonly fromLogits?: boolean;
};

/** Of two classes: −y log p − (1 − y) log(1 − p). From logits: max(z, 0) − z y + log(1 + e^−|z|). Targets from 0 to 1. */
export function binaryCrossentropy({ fromLogits = false }: CrossentropyOptions = {}): Loss {
  return {
    name: `binaryCrossentropy${fromLogits ? "(logits)" : ""}`,
    targets: "share",
    ofWindows: (y, outputs) => tf.mean(binaryTerms(y, outputs, fromLogits), -1),
  };
}

/** The crossentropy of each output. in: [B, K] both  out: [B, K] */
export function binaryTerms(y: Tensor, outputs: Tensor, fromLogits: boolean): Tensor {
  return fromLogits ? ofLogits(y, outputs) : ofProbabilities(y, awayFromEdge(outputs));
}

/** Of K classes, the target being the number of its class: −log p_y. */
export function sparseCategoricalCrossentropy({ fromLogits = false }: CrossentropyOptions = {}): Loss {
  return {
    name: `sparseCategoricalCrossentropy${fromLogits ? "(logits)" : ""}`,
    targets: "class",
    ofWindows: (y, outputs) => categoricalCrossentropy(oneHot(y, outputs), outputs, { fromLogits }),
  };
}

/** −Σ y_k log p_k, the p of a window brought to the sum 1. in: targets [B, K], outputs [B, K]  out: [B] */
export function categoricalCrossentropy(targets: Tensor, outputs: Tensor, { fromLogits = false }: CrossentropyOptions = {}): Tensor {
  const logs = fromLogits ? tf.logSoftmax(outputs) : tf.log(awayFromEdge(tf.div(outputs, tf.sum(outputs, -1, true))));
  return tf.neg(tf.sum(tf.mul(targets, logs), -1));
}

/** Keeps probabilities inside the edge. */
export function awayFromEdge(p: Tensor): Tensor {
  return tf.clipByValue(p, EDGE, 1 - EDGE);
}

function ofProbabilities(y: Tensor, p: Tensor): Tensor {
  return tf.neg(tf.add(tf.mul(y, tf.log(p)), tf.mul(tf.sub(1, y), tf.log(tf.sub(1, p)))));
}

function ofLogits(y: Tensor, z: Tensor): Tensor {
  return tf.add(tf.sub(tf.relu(z), tf.mul(z, y)), tf.log1p(tf.exp(tf.neg(tf.abs(z)))));
}

/** Class numbers as rows of 0 and 1. in: [B, 1]  out: [B, K] */
export function oneHot(y: Tensor, outputs: Tensor): Tensor {
  const [batch = 1, classes = 1] = outputs.shape;
  return tf.oneHot(tf.cast(tf.reshape(y, [batch]), "int32"), classes).toFloat();
}
