import { tf, type LayersModel, type Scalar } from "../tensorflow/index.ts";

/** A loss with the penalties that the layers' regularizers put on their weights. */
export function withPenalties(model: LayersModel, loss: Scalar): Scalar {
  const penalties = model.layers.flatMap((layer) => layer.calculateLosses());
  return penalties.length === 0 ? loss : tf.addN([loss, ...penalties]).asScalar();
}
