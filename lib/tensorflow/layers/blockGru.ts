import type { Tensor } from "@tensorflow/tfjs";
import { withGradient } from "./customGradient.ts";
import { tf } from "../load.ts";
import { nativeBackend, runOp } from "../native.ts";

/**
 * A GRU's sequence, one TensorFlow op a step (GRUBlockCell, GRUBlockCellGrad); the weights' gradients are gathered over the steps
 * into one product each.
 * in: x [T, B, F], kernel [F, 3H], recurrent [H, 3H], bias [3H], gate order z r h  out: h [T, B, H]
 */
export function blockGru(x: Tensor, kernel: Tensor, recurrent: Tensor, bias: Tensor): Tensor {
  const units = recurrent.shape[0] ?? 0;
  const [wz, wr, wh] = tf.split(tf.concat([kernel, recurrent], 0), 3, 1); // [F+H, H] each
  const [bz, br, bh] = tf.split(bias, 3);
  return steps(x, tf.concat([wr!, wz!], 1), wh!, tf.concat([br!, bz!]), bh!, units);
}

/** The op wants the reset gate before the update gate: weights [F+H, 2H] and [F+H, H], x above h. */
function steps(x: Tensor, gates: Tensor, candidate: Tensor, gatesBias: Tensor, candidateBias: Tensor, units: number): Tensor {
  const [T = 0, B = 0, F = 0] = x.shape;
  const { binding } = nativeBackend();
  const type = [{ name: "T", type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }];

  return withGradient([x, gates, candidate, gatesBias, candidateBias], () => {
    const h: Tensor[] = [tf.zeros([B, units])];
    const cells: Tensor[][] = [];
    for (const xt of tf.unstack(x, 0)) {
      const cell = runOp("GRUBlockCell", type, [xt, h.at(-1)!, gates, candidate, gatesBias, candidateBias], 4); // r u c h
      cells.push(cell);
      h.push(cell[3]!);
    }
    const stacked = [0, 1, 2].map((k) => tf.stack(cells.map((cell) => cell[k]!)));
    return {
      value: tf.stack(h.slice(1), 0),
      saved: [x, gates, candidate, gatesBias, candidateBias, ...stacked, tf.stack(h.slice(0, -1))],
      gradient: (dValue, [x_, gates_, candidate_, gatesBias_, candidateBias_, r, u, c, before]) => {
        const [xs, rs, us, cs, hs, dhs] = [x_!, r!, u!, c!, before!, dValue].map((tensor) => tf.unstack(tensor, 0));
        const dx: Tensor[] = [], dCandidate: Tensor[] = [], dGates: Tensor[] = [];
        let dh: Tensor = tf.zeros([B, units]);
        for (let t = T - 1; t >= 0; t--) {
          const inputs = [xs![t]!, hs![t]!, gates_!, candidate_!, gatesBias_!, candidateBias_!, rs![t]!, us![t]!, cs![t]!, tf.add(dh, dhs![t]!)];
          const [dxt, dBefore, dc, dru] = runOp("GRUBlockCellGrad", type, inputs, 4);
          dx.unshift(dxt!);
          dCandidate.unshift(dc!);
          dGates.unshift(dru!);
          dh = dBefore!;
        }
        const [flatX, flatH] = [tf.reshape(x_!, [T * B, F]), tf.reshape(before!, [T * B, units])];
        const [flatGates, flatCandidate] = [tf.concat(dGates, 0), tf.concat(dCandidate, 0)]; // [T·B, 2H], [T·B, H]
        const reset = tf.mul(flatH, tf.reshape(r!, [T * B, units]));
        return [
          tf.stack(dx, 0),
          tf.matMul(tf.concat([flatX, flatH], 1), flatGates, true, false),
          tf.matMul(tf.concat([flatX, reset], 1), flatCandidate, true, false),
          tf.sum(flatGates, 0),
          tf.sum(flatCandidate, 0),
        ];
      },
    };
  });
}
