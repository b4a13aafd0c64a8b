import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../load.ts";
import { runOp } from "../native.ts";
import type { Attention } from "./attention.ts";
import { withGradients } from "./customGradient.ts";

/** Attention of all heads as one op of the binding, and its gradient as another: the numbers of `attention`. out: [B, T, N, D] */
export function attentionOp({ causal, dropout, mask, projected }: Attention): Tensor {
  const [context] = withGradients([projected], () => {
    const none = tf.zeros([0]);
    const dropped = dropout ?? none;
    const [output, weights] = runOp("MarketbookAttention", [], [projected, mask ?? none, dropped, tf.scalar(causal ? 1 : 0, "int32")], 2);
    return {
      outputs: [output!],
      saved: [projected, weights!, dropped],
      gradient: ([dContext], saved) => [() => runOp("MarketbookAttentionGrad", [], [...saved, dContext!], 1)[0]!],
    };
  });
  return context!;
}
