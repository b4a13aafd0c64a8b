import type { layers, Tensor } from "@tensorflow/tfjs";
import { blockLstm } from "./blockLstm.ts";
import { tf } from "../load.ts";
import { lstmLoop } from "./lstmLoop.ts";
import { isNative } from "../native.ts";
import { RecurrentLayer, recurrentConfig, type RecurrentOptions } from "./recurrentLayer.ts";

/**
 * Long short-term memory, one fused op a sequence on native TensorFlow, a loop of plain ops elsewhere; the numbers are the same.
 * Weights and gate order (i f c o) as in Keras: kernel [F, 4H], recurrent kernel [H, 4H], bias [4H].
 * in: [B, T, F]  out: [B, H], or [B, T, H] with `returnSequences`
 */
export function lstm(options: RecurrentOptions): layers.Layer {
  return new FusedLstm(recurrentConfig(options));
}

class FusedLstm extends RecurrentLayer {
  static readonly className = "FusedLstm";
  readonly gates = 4;

  override sequence(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor): Tensor {
    return isNative() ? blockLstm(x, tf.concat([kernel, recurrent], 0), bias) : lstmLoop(x, kernel, recurrent, bias);
  }

  /** The forget gate starts open, so that the cell remembers before it has learnt to. Jozefowicz 2015. */
  override initialBias(): Tensor {
    return tf.concat([tf.zeros([this.units]), tf.ones([this.units]), tf.zeros([2 * this.units])]);
  }
}
tf.serialization.registerClass(FusedLstm);
