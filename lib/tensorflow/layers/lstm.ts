import type { layers, Tensor } from "@tensorflow/tfjs";
import { fusedRoutes } from "../graph/routes.ts";
import { tf } from "../load.ts";
import { lstmLoop } from "./lstmLoop.ts";
import { lstmOp } from "./lstmOp.ts";
import type { Sequence, Wanted } from "./recurrence.ts";
import { RecurrentLayer } from "./recurrentLayer.ts";
import { recurrentConfig, type RecurrentOptions } from "./recurrentOptions.ts";

/**
 * Long short-term memory: one op a sequence where the binding carries this project's ops, a loop of plain ops elsewhere; the numbers
 * are the same. Weights and gate order (i f c o) as in Keras: kernel [F, 4H], recurrent kernel [H, 4H], bias [4H].
 * A masked step keeps the states of the step before.
 * in: [B, T, F]  out: [B, H], or [B, T, H] with `returnSequences`; h and c [B, H] behind it with `returnState`
 */
export function lstm(options: RecurrentOptions): layers.Layer {
  return new FusedLstm(recurrentConfig(options));
}

class FusedLstm extends RecurrentLayer {
  static readonly className = "FusedLstm";
  readonly gates = 4;
  readonly stateCount = 2;

  override run(sequence: Sequence, [kernel, recurrent, bias]: readonly Tensor[], wanted: Wanted): Tensor[] {
    const route = fusedRoutes() ? lstmOp : lstmLoop;
    return route(sequence, { kernel: kernel!, recurrent: recurrent!, bias: bias! }, wanted);
  }

  /** The forget gate starts open, so that the cell remembers before it has learnt to. Jozefowicz 2015. */
  override initialBias(): Tensor {
    const { units } = this.options;
    return tf.concat([tf.zeros([units]), tf.ones([units]), tf.zeros([2 * units])]);
  }
}
tf.serialization.registerClass(FusedLstm);
