import type { layers, Tensor } from "@tensorflow/tfjs";
import { blockGru } from "./blockGru.ts";
import { gruLoop } from "./gruLoop.ts";
import { tf } from "../load.ts";
import { isNative } from "../native.ts";
import { RecurrentLayer, recurrentConfig, type RecurrentOptions } from "./recurrentLayer.ts";

/**
 * Gated recurrent unit, one op a step on native TensorFlow, plain ops elsewhere; the numbers are the same. The reset gate acts before
 * the product (Keras's `reset_after=false`), as in the paper. Gate order z r h: kernel [F, 3H], recurrent kernel [H, 3H], bias [3H].
 * in: [B, T, F]  out: [B, H], or [B, T, H] with `returnSequences`
 */
export function gru(options: RecurrentOptions): layers.Layer {
  return new FusedGru(recurrentConfig(options));
}

class FusedGru extends RecurrentLayer {
  static readonly className = "FusedGru";
  readonly gates = 3;

  override sequence(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor): Tensor {
    return isNative() ? blockGru(x, kernel, recurrent, bias) : gruLoop(x, kernel, recurrent, bias);
  }

  override initialBias(): Tensor {
    return tf.zeros([3 * this.units]);
  }
}
tf.serialization.registerClass(FusedGru);
