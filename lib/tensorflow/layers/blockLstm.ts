import type { Tensor } from "@tensorflow/tfjs";
import { withGradient } from "./customGradient.ts";
import { tf } from "../load.ts";
import { int64, nativeBackend, runOp } from "../native.ts";

/**
 * A whole LSTM sequence as one TensorFlow op, BlockLSTMV2, and its gradient as another, BlockLSTMGradV2.
 * Gate order i f c o. Hochreiter & Schmidhuber 1997 with the forget gate of Gers 2000.
 * in: x [T, B, F], weights [F+H, 4H] (kernel above recurrent kernel), bias [4H]  out: h [T, B, H]
 */
export function blockLstm(x: Tensor, weights: Tensor, bias: Tensor): Tensor {
  const [steps = 0, batch = 0] = x.shape;
  const units = (bias.shape[0] ?? 0) / 4;
  const { binding } = nativeBackend();
  const common = [
    { name: "use_peephole", type: binding.TF_ATTR_BOOL, value: false },
    { name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
  ];
  const noClip = { name: "cell_clip", type: binding.TF_ATTR_FLOAT, value: -1 };

  return withGradient([x, weights, bias], () => {
    const zero = tf.zeros([batch, units]);
    const peephole = tf.zeros([units]);
    const inputs = [int64(steps), x, zero, zero, weights, peephole, peephole, peephole, bias];
    const outputs = runOp("BlockLSTMV2", [noClip, ...common], inputs, 7);
    return {
      value: outputs[6]!,
      saved: [x, weights, bias, ...outputs],
      gradient: (dh, saved) => {
        const [x_, weights_, bias_, ...activations] = saved; // activations: i, c, f, o, g, tanh c, h of each step
        const zero_ = tf.zeros([batch, units]);
        const peephole_ = tf.zeros([units]);
        const forward = [int64(steps), x_!, zero_, zero_, weights_!, peephole_, peephole_, peephole_, bias_!, ...activations];
        const gradients = runOp("BlockLSTMGradV2", common, [...forward, tf.zerosLike(activations[1]!), dh], 8);
        return [gradients[0]!, gradients[3]!, gradients[7]!];
      },
    };
  });
}
