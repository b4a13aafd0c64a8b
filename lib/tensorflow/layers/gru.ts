import type { layers, serialization, Tensor } from "@tensorflow/tfjs";
import { fusedRoutes } from "../graph/routes.ts";
import { tf } from "../load.ts";
import { gruLoop } from "./gruLoop.ts";
import { gruOp } from "./gruOp.ts";
import type { Sequence, Wanted } from "./recurrence.ts";
import { RecurrentLayer } from "./recurrentLayer.ts";
import { recurrentConfig, type RecurrentConfig, type RecurrentOptions } from "./recurrentOptions.ts";

export type GruOptions = RecurrentOptions & {
  /** Whether the reset gate acts after the product with h, as Keras's and cuDNN's, or before it, as in the paper. Default true. */
  readonly resetAfter?: boolean;
};

/**
 * Gated recurrent unit: one op a sequence where the binding carries this project's ops, a loop of plain ops elsewhere; the numbers are
 * the same. Weights and gate order (z r h) as in Keras: kernel [F, 3H], recurrent kernel [H, 3H], bias [2, 3H] (of the input, of h),
 * or [3H] with `resetAfter: false`. A masked step keeps the state of the step before.
 * in: [B, T, F]  out: [B, H], or [B, T, H] with `returnSequences`; h [B, H] behind it with `returnState`
 */
export function gru({ resetAfter = true, ...options }: GruOptions): layers.Layer {
  return new FusedGru({ ...recurrentConfig(options), resetAfter });
}

class FusedGru extends RecurrentLayer {
  static readonly className = "FusedGru";
  readonly gates = 3;
  readonly stateCount = 1;
  readonly resetAfter: boolean;

  /** A configuration without `resetAfter` was saved before there was a choice: the paper's. */
  constructor({ resetAfter = false, ...config }: RecurrentConfig & { resetAfter?: boolean }) {
    super(config);
    this.resetAfter = resetAfter;
  }

  override run(sequence: Sequence, [kernel, recurrent, bias]: readonly Tensor[], wanted: Wanted): Tensor[] {
    const [inputBias, recurrentBias] = this.resetAfter ? tf.unstack(bias!) : [bias!];
    const route = fusedRoutes() ? gruOp : gruLoop;
    return route(sequence, { kernel: kernel!, recurrent: recurrent!, bias: inputBias!, recurrentBias }, wanted);
  }

  override initialBias(): Tensor {
    const width = 3 * this.options.units;
    return tf.zeros(this.resetAfter ? [2, width] : [width]);
  }

  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), resetAfter: this.resetAfter };
  }
}
tf.serialization.registerClass(FusedGru);
