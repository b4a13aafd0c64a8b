import { applyTo, tf, type LayersModel, type Tensor, type layers } from "../../tensorflow/index.ts";
import { ModelError } from "../error.ts";

/**
 * How much each word of a Transformer attends to each, by the name of the attention layer; a row adds up to 1.
 * Words are steps (transformerEncoder, transformerLstm), columns (iTransformer) or patches (patchTst, whose B counts windows times columns).
 * in: [B, T, F]  out: [B, N, words, words], N heads; row: who asks, column: whom
 */
export function attentionMaps(model: LayersModel, inputs: Tensor): Readonly<Record<string, Tensor>> {
  const attentions = model.layers.filter((layer) => layer.getClassName() === "SeededMultiHeadAttention");
  if (attentions.length === 0) throw new ModelError(`attentionMaps: "${model.name}" has no attention between words. A Temporal Fusion Transformer tells its own by stepWeights.`);
  return Object.fromEntries(attentions.map((layer) => [layer.name, tf.tidy(() => mapOf(layer, readBy(model, layer, inputs)))]));
}

/** softmax(q kᵀ / √D), as the layer computes it. in: [B, W, d]  out: [B, N, W, W] */
function mapOf(layer: layers.Layer, x: Tensor): Tensor {
  const [wq, bq, wk, bk] = layer.getWeights();
  const [d = 1, N = 1, D = 1] = wq!.shape;
  const [B = 1, W = 1] = x.shape;
  const rows = tf.reshape(x, [B * W, d]);
  const byHead = (kernel: Tensor, bias: Tensor) => tf.transpose(tf.reshape(tf.add(tf.matMul(rows, tf.reshape(kernel, [d, N * D])), tf.reshape(bias, [N * D])), [B, W, N, D]), [0, 2, 1, 3]); // [B, N, W, D]
  const scores = tf.mul(tf.matMul(byHead(wq!, bq!), byHead(wk!, bk!), false, true), 1 / Math.sqrt(D)); // [B, N, W, W]
  if (layer.getConfig()["causal"] !== true) return tf.softmax(scores);
  const later = tf.sub(1, tf.linalg.bandPart(tf.ones([W, W]), -1, 0));
  return tf.softmax(tf.sub(scores, tf.mul(later, 1e30)));
}

/** What a layer of the model reads. */
function readBy(model: LayersModel, layer: layers.Layer, inputs: Tensor): Tensor {
  const read = [layer.input].flat()[0]!;
  return applyTo(tf.model({ inputs: model.inputs, outputs: read }), inputs);
}
